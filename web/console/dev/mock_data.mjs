// Made-up people and tickets of the mock server. Development only.

export const agents = [
  { id: 1, name: 'Sara Ahmed', email: 'sara@sahay.example', role: 'admin', group_ids: [1, 2], presence: 'online' },
  { id: 2, name: 'Oleg Sokolov', email: 'oleg@sahay.example', role: 'agent', group_ids: [1], presence: 'online' },
];
export const groups = [{ id: 1, name: 'Support' }, { id: 2, name: 'Field service' }];
export const organizations = [
  { id: 1, name: 'Meghna Tools', domain_names: ['meghna.example'], notes: 'Two shifts, line 3 runs at night.', tags: [] },
  { id: 2, name: 'Волга Логистик', domain_names: ['volga.example'], notes: '', tags: [] },
  { id: 3, name: 'পদ্মা ফার্মা', domain_names: ['padma.example'], notes: '', tags: [] },
];
export const customers = [
  { id: 11, name: 'Rina Akter', email: 'rina@meghna.example', phone: '+880 17 0000 1234', organization_id: 1, time_zone: 'Asia/Dhaka', locale: 'en' },
  { id: 12, name: 'Ирина Волкова', email: 'irina@volga.example', phone: '+7 900 000-00-00', organization_id: 2, time_zone: 'Europe/Samara', locale: 'ru' },
  { id: 13, name: 'নাসরিন সুলতানা', email: 'nasrin@padma.example', phone: null, organization_id: 3, time_zone: 'Asia/Dhaka', locale: 'bn' },
  { id: 14, name: 'Mei Tan', email: 'mei@straits.example', phone: null, organization_id: null, time_zone: 'Asia/Singapore', locale: 'en' },
];

export const subjects = [
  { by: 11, subject: 'Label printers offline after firmware 4.2', text: 'Line 3 stands still. We restarted the print server twice.', priority: 'urgent', channel: 'email' },
  { by: 12, subject: 'Не приходит счёт за март', text: 'Добрый день! Бухгалтерия ждёт счёт с 3 числа. Проверьте, пожалуйста, адрес доставки.', priority: 'high', channel: 'email' },
  { by: 13, subject: 'লাইসেন্স নবায়নের পরে লগইন হচ্ছে না', text: 'গতকাল নবায়ন করেছি, আজ সকাল থেকে তিনজন ঢুকতে পারছেন না। উদ্ধৃতি নম্বর ঊর্ধ্বতনকে দিয়েছি।', priority: 'high', channel: 'chat' },
  { by: 14, subject: 'Planned move to the new site on 4 December', text: 'Attached the floor plan and the list of 46 devices.', priority: 'low', channel: 'email' },
  { by: 11, subject: 'Receipt font too small', text: 'Our older customers cannot read the total.', priority: 'normal', channel: 'web' },
  { by: 12, subject: 'Сканер не читает новые коды', text: 'Спасибо, попробовали шаг 2. Теперь мигает красным.', priority: 'normal', channel: 'phone' },
  { by: 13, subject: 'রসিদ প্রিন্টারে বাংলা লেখা ভাঙা', text: 'স্কুলের রসিদে যুক্তাক্ষর ঠিকভাবে আসছে না। ৳ চিহ্নও বাদ পড়ছে।', priority: 'normal', channel: 'email' },
  { by: 14, subject: 'Thank you + one more question', text: 'The cable was the cause indeed. Is there a longer one?', priority: 'normal', channel: 'chat' },
];

export const richMail = `<table width="100%" bgcolor="#f4f4f4"><tr><td style="padding:16px"><table width="520" style="background:#ffffff;border:1px solid #ddd">
<tr><td style="padding:16px;font-family:Arial"><h2 style="color:#1a5bc2">Delivery note 4711</h2><p>Hello, please find the list below.</p>
<table border="1" cellpadding="6"><tr><th>Part</th><th>Pieces</th></tr><tr><td>Printer ZL-40</td><td>6</td></tr><tr><td>Label roll</td><td>120</td></tr></table>
<p>Best regards<br><b>Rina Akter</b></p></td></tr></table></td></tr></table>`;
