// Texts of the demo. Markdown; a quotation at the start is the short answer.
#include "desk/helpcenter/seed.h"

namespace sahay::helpcenter {
namespace {

constexpr SeedCategory kCategories[] = {
    {{"Power tools", "বিদ্যুৎচালিত যন্ত্র", "Электроинструмент"},
     {"Faults, settings, care", "ত্রুটি, সেটিং, যত্ন", "Неисправности, настройка, уход"}},
    {{"Batteries and chargers", "ব্যাটারি ও চার্জার", "Аккумуляторы и зарядка"},
     {"Charging, storage, lights", "চার্জ, সংরক্ষণ, বাতির সংকেত", "Зарядка, хранение, индикаторы"}},
    {{"Orders, warranty, repair", "অর্ডার, ওয়ারেন্টি, মেরামত", "Заказы, гарантия, ремонт"},
     {"Invoices, claims, sending a tool in", "চালান, দাবি, যন্ত্র পাঠানো", "Счета, претензии, отправка в ремонт"}},
};

constexpr SeedSection kSections[] = {
    {0, {"When a tool does not work", "যন্ত্র কাজ না করলে", "Если инструмент не работает"}},
    {0, {"Care and safety", "যত্ন ও নিরাপত্তা", "Уход и безопасность"}},
    {1, {"Charging", "চার্জ করা", "Зарядка"}},
    {2, {"Warranty and repair", "ওয়ারেন্টি ও মেরামত", "Гарантия и ремонт"}},
};

constexpr SeedArticle kArticles[] = {
    {0, true, "drill",
     {"Drill stops after a minute", "ড্রিল এক মিনিট পরে থেমে যায়", "Дрель останавливается через минуту"},
     {R"(> **Short answer:** the battery guard cuts the power when the cells are cold or too hot. Bring the battery to room temperature and try again.

## Find out if this is your problem

1. Press the button on the battery. If the **third light blinks**, the guard is active.
2. Touch the battery. Cold below 5 °C or too hot to hold: go on below. If neither, read *If it still stops*.

## Warm or cool the battery

1. Take the battery out of the drill.
2. Leave it at room temperature for **30 minutes**. Never use a heater or a fridge.
3. Put it back and run the drill without load for ten seconds.

## If it still stops

Clean the contacts with a dry cloth and try another battery. If the drill stops with that one too, the switch is worn: [send the drill in for repair](/search?q=send+repair).)",
      R"(> **সংক্ষেপে:** ব্যাটারি খুব ঠান্ডা বা খুব গরম হলে সুরক্ষা ব্যবস্থা বিদ্যুৎ বন্ধ করে দেয়। ব্যাটারি ঘরের তাপমাত্রায় এনে আবার চালান।

## এটিই কি আপনার সমস্যা?

1. ব্যাটারির বোতাম চাপুন। **তৃতীয় বাতি মিটমিট করলে** সুরক্ষা চালু আছে।
2. ব্যাটারি ছুঁয়ে দেখুন। ৫ °C-এর কম ঠান্ডা বা ধরা যায় না এমন গরম হলে নিচের ধাপে যান। কোনোটিই না হলে *তবু থেমে গেলে* অংশটি পড়ুন।

## ব্যাটারি গরম বা ঠান্ডা করুন

1. ড্রিল থেকে ব্যাটারি খুলুন।
2. **৩০ মিনিট** ঘরের তাপে রাখুন। হিটার বা ফ্রিজ ব্যবহার করবেন না।
3. আবার লাগিয়ে চাপ ছাড়া দশ সেকেন্ড ড্রিল চালান।

## তবু থেমে গেলে

শুকনো কাপড়ে সংযোগস্থল মুছে অন্য একটি ব্যাটারি লাগান। তাতেও থামলে সুইচ ক্ষয়ে গেছে: [ড্রিলটি মেরামতে পাঠান](/search?q=মেরামত)।)",
      R"(> **Коротко:** защита отключает питание, когда аккумулятор холодный или перегрет. Дайте ему принять комнатную температуру и попробуйте снова.

## Проверьте, ваш ли это случай

1. Нажмите кнопку на аккумуляторе. Если **мигает третий огонёк**, сработала защита.
2. Потрогайте аккумулятор. Холоднее 5 °C или слишком горячий — читайте дальше. Если нет, см. *Если всё равно останавливается*.

## Согрейте или остудите аккумулятор

1. Выньте аккумулятор из дрели.
2. Оставьте его на **30 минут** при комнатной температуре. Не кладите на батарею или в холодильник.
3. Вставьте обратно и дайте дрели десять секунд поработать без нагрузки.

## Если всё равно останавливается

Протрите контакты сухой тканью и попробуйте другой аккумулятор. Если дрель останавливается и с ним, изношен выключатель: [отправьте дрель в ремонт](/search?q=ремонт).)"}},
    {0, false, "saw",
     {"The saw cuts crooked", "করাত বাঁকা কাটে", "Пила режет криво"},
     {R"(> **Short answer:** in most cases the blade is dull or the base plate stands at an angle. Change the blade first, then set the plate to 0°.

1. Unplug the saw or take the battery out.
2. Look at the teeth. Rounded or dark teeth: change the blade.
3. Loosen the screw of the base plate, set the scale to **0°**, tighten it again.
4. Make a test cut in scrap wood along a straight edge. Do not push: the saw must move by its own weight.

If the cut still drifts to one side by more than 2 mm per metre, the shaft may be bent. Stop using the saw and write to us.)",
      R"(> **সংক্ষেপে:** বেশির ভাগ সময় ব্লেড ভোঁতা অথবা তলার প্লেট কোণাকুণি থাকে। আগে ব্লেড বদলান, তারপর প্লেট ০°-তে আনুন।

1. প্লাগ খুলুন বা ব্যাটারি সরান।
2. দাঁত দেখুন। গোল বা কালচে হলে ব্লেড বদলান।
3. তলার প্লেটের স্ক্রু ঢিলা করে স্কেল **০°**-তে আনুন, আবার শক্ত করুন।
4. বাতিল কাঠে সোজা কিনারা ধরে পরীক্ষা করুন। ঠেলবেন না, করাত নিজের ওজনে এগোবে।

তবু প্রতি মিটারে ২ মিলিমিটারের বেশি সরে গেলে শ্যাফট বাঁকা হতে পারে। করাত ব্যবহার বন্ধ করে আমাদের লিখুন।)",
      R"(> **Коротко:** чаще всего затупился диск или подошва стоит под углом. Сначала замените диск, потом выставьте подошву на 0°.

1. Выньте вилку из розетки или снимите аккумулятор.
2. Посмотрите на зубья. Скруглённые или тёмные — меняйте диск.
3. Ослабьте винт подошвы, выставьте по шкале **0°**, затяните.
4. Сделайте пробный рез по линейке на обрезке. Не давите: пила должна идти под своим весом.

Если рез уходит больше чем на 2 мм на метр, возможно, погнут вал. Не работайте этой пилой и напишите нам.)"}},
    {1, false, "brushes",
     {"Change the carbon brushes", "কার্বন ব্রাশ বদলানো", "Замена угольных щёток"},
     {R"(> **Short answer:** change both brushes when one is shorter than 6 mm. It takes ten minutes and one screwdriver.

## You need

- a pair of brushes for your model (the number stands on the old ones)
- a flat screwdriver

## Steps

1. Unplug the tool. Wait until it has cooled down.
2. Unscrew the two round caps on both sides of the motor.
3. Pull the brushes out by their springs. Remember how they stood.
4. Put the new ones in, close the caps, do not overtighten.
5. Run the tool **five minutes without load**. A few sparks are normal now, a ring of fire is not.)",
      R"(> **সংক্ষেপে:** কোনো একটি ব্রাশ ৬ মিলিমিটারের চেয়ে ছোট হলে দুটিই বদলান। দশ মিনিট ও একটি স্ক্রু-ড্রাইভার লাগবে।

## যা লাগবে

- আপনার মডেলের এক জোড়া ব্রাশ (নম্বর পুরোনোটির গায়ে লেখা)
- চ্যাপ্টা স্ক্রু-ড্রাইভার

## ধাপ

1. প্লাগ খুলুন। যন্ত্র ঠান্ডা হতে দিন।
2. মোটরের দুই পাশের গোল ঢাকনা খুলুন।
3. স্প্রিং ধরে ব্রাশ বের করুন। কীভাবে বসানো ছিল মনে রাখুন।
4. নতুন ব্রাশ বসিয়ে ঢাকনা লাগান, বেশি শক্ত করবেন না।
5. **পাঁচ মিনিট চাপ ছাড়া** চালান। প্রথমে কিছু স্ফুলিঙ্গ স্বাভাবিক, আগুনের বলয় স্বাভাবিক নয়।)",
      R"(> **Коротко:** меняйте обе щётки, когда одна стала короче 6 мм. Нужны десять минут и отвёртка.

## Понадобится

- пара щёток для вашей модели (номер указан на старых)
- плоская отвёртка

## Порядок

1. Выньте вилку из розетки. Дайте инструменту остыть.
2. Открутите две круглые крышки по бокам двигателя.
3. Вытяните щётки за пружины. Запомните, как они стояли.
4. Вставьте новые, закройте крышки, не перетягивайте.
5. Дайте поработать **пять минут без нагрузки**. Немного искр сейчас нормально, огненное кольцо — нет.)"}},
    {1, false, "dust",
     {"Clean a tool after dusty work", "ধুলার কাজের পরে যন্ত্র পরিষ্কার", "Чистка инструмента после пыльной работы"},
     {R"(> **Short answer:** blow the air slots out after each dusty day. Dust inside the motor is the first cause of burnt windings.

1. Unplug the tool or take the battery out.
2. Blow the slots out with dry air from **20 cm** away. Wear glasses.
3. Wipe the housing with a damp cloth. No petrol, no thinner.
4. Put one drop of oil on moving guards.)",
      R"(> **সংক্ষেপে:** ধুলার প্রতিটি দিনের শেষে বাতাসের ফাঁক ফুঁ দিয়ে পরিষ্কার করুন। মোটরের ভেতরের ধুলাই কয়েল পোড়ার প্রধান কারণ।

1. প্লাগ খুলুন বা ব্যাটারি সরান।
2. **২০ সেন্টিমিটার** দূর থেকে শুকনো বাতাসে ফাঁক পরিষ্কার করুন। চশমা পরুন।
3. ভেজা কাপড়ে বাইরের অংশ মুছুন। পেট্রোল বা থিনার নয়।
4. নড়াচড়া করে এমন ঢাকনায় এক ফোঁটা তেল দিন।)",
      R"(> **Коротко:** продувайте вентиляционные щели после каждого пыльного дня. Пыль в двигателе — главная причина сгоревших обмоток.

1. Выньте вилку из розетки или снимите аккумулятор.
2. Продуйте щели сухим воздухом с **20 см**. Наденьте очки.
3. Протрите корпус влажной тканью. Без бензина и растворителя.
4. Капните каплю масла на подвижные кожухи.)"}},
    {2, true, "charger",
     {"The charger blinks red", "চার্জার লাল মিটমিট করে", "Зарядное устройство мигает красным"},
     {R"(> **Short answer:** slow blinking means the battery is too warm or too cold: wait. Fast blinking means a fault: stop charging.

| Light | Meaning | What to do |
| --- | --- | --- |
| slow red | outside 5–40 °C | wait 30 minutes, it starts by itself |
| fast red | fault of the battery | take it out, see below |
| no light | no power | try another socket |

## After fast blinking

1. Take the battery out and unplug the charger for a minute.
2. Clean the contacts of both with a dry cloth.
3. Try again. If it blinks fast once more, **do not charge this battery any more** and write to us with its serial number.)",
      R"(> **সংক্ষেপে:** ধীরে মিটমিট করলে ব্যাটারি বেশি গরম বা ঠান্ডা: অপেক্ষা করুন। দ্রুত মিটমিট করলে ত্রুটি: চার্জ বন্ধ করুন।

| বাতি | অর্থ | কী করবেন |
| --- | --- | --- |
| ধীর লাল | ৫–৪০ °C-এর বাইরে | ৩০ মিনিট অপেক্ষা করুন, নিজেই শুরু হবে |
| দ্রুত লাল | ব্যাটারির ত্রুটি | খুলে ফেলুন, নিচে দেখুন |
| বাতি নেই | বিদ্যুৎ নেই | অন্য সকেটে দেখুন |

## দ্রুত মিটমিট করলে

1. ব্যাটারি খুলে চার্জারের প্লাগ এক মিনিট খুলে রাখুন।
2. দুটির সংযোগস্থল শুকনো কাপড়ে মুছুন।
3. আবার চেষ্টা করুন। আবারও দ্রুত মিটমিট করলে **এই ব্যাটারি আর চার্জ করবেন না**, সিরিয়াল নম্বরসহ আমাদের লিখুন।)",
      R"(> **Коротко:** мигает медленно — аккумулятор слишком тёплый или холодный, подождите. Мигает быстро — неисправность, прекратите зарядку.

| Огонёк | Что значит | Что делать |
| --- | --- | --- |
| медленно красный | вне 5–40 °C | подождать 30 минут, начнёт сам |
| быстро красный | неисправен аккумулятор | вынуть, см. ниже |
| не горит | нет питания | попробовать другую розетку |

## Если мигает быстро

1. Выньте аккумулятор и отключите зарядное устройство на минуту.
2. Протрите контакты сухой тканью.
3. Попробуйте снова. Если опять мигает быстро, **больше не заряжайте этот аккумулятор** и напишите нам его серийный номер.)"}},
    {2, false, "storage",
     {"Make a battery last longer", "ব্যাটারি বেশি দিন টেকানো", "Как продлить жизнь аккумулятору"},
     {R"(> **Short answer:** store it half full, dry and cool, and never leave it empty.

- Charge before it is empty. Two lights are enough to stop working.
- For a break of more than a month keep **two of four lights** and 10–25 °C.
- Do not leave a battery in a car in summer: above 50 °C it ages a year in a week.
- Charge a stored battery once every six months.)",
      R"(> **সংক্ষেপে:** অর্ধেক চার্জে, শুকনো ও ঠান্ডা জায়গায় রাখুন, কখনও খালি ফেলে রাখবেন না।

- পুরো শেষ হওয়ার আগেই চার্জ দিন। দুই বাতি থাকতেই কাজ থামান।
- এক মাসের বেশি না চালালে **চারটির মধ্যে দুটি বাতি** জ্বলে এমন চার্জে ১০–২৫ °C-এ রাখুন।
- গরমে গাড়িতে রাখবেন না: ৫০ °C-এর উপরে এক সপ্তাহে এক বছরের ক্ষতি হয়।
- রেখে দেওয়া ব্যাটারি ছয় মাসে একবার চার্জ দিন।)",
      R"(> **Коротко:** храните наполовину заряженным, в сухом прохладном месте и никогда не оставляйте разряженным.

- Заряжайте раньше, чем сядет совсем. Осталось два огонька — пора.
- Перед перерывом больше месяца оставьте **два огонька из четырёх** и 10–25 °C.
- Не оставляйте летом в машине: выше 50 °C за неделю он стареет на год.
- Заряжайте лежащий аккумулятор раз в полгода.)"}},
    {3, true, "repair",
     {"Send a tool in for repair", "মেরামতের জন্য যন্ত্র পাঠানো", "Отправить инструмент в ремонт"},
     {R"(> **Short answer:** write us a request with the serial number. We send a label; you pack the tool without battery; repair takes five working days.

## Before you send

1. [Write a request](/requests/new) with model, serial number and what happens. A photo helps.
2. Wait for our label. It comes by e-mail, usually the same day.
3. Take battery, blades and bits out. Keep them.
4. Pack the tool so that it cannot move, stick the label on.

## What happens then

One person looks after your repair from start to end and writes to you when the tool arrives, when we know the price, and when it leaves. Nothing is repaired before you agree to the price. Under warranty it is free.)",
      R"(> **সংক্ষেপে:** সিরিয়াল নম্বরসহ অনুরোধ লিখুন। আমরা লেবেল পাঠাব; ব্যাটারি ছাড়া যন্ত্র প্যাক করুন; মেরামতে পাঁচ কর্মদিবস লাগে।

## পাঠানোর আগে

1. মডেল, সিরিয়াল নম্বর ও সমস্যা জানিয়ে [অনুরোধ লিখুন](/requests/new)। ছবি দিলে ভালো।
2. আমাদের লেবেলের জন্য অপেক্ষা করুন। সাধারণত সেদিনই ই-মেইলে আসে।
3. ব্যাটারি, ব্লেড ও বিট খুলে নিজের কাছে রাখুন।
4. যন্ত্র যাতে না নড়ে সেভাবে প্যাক করে লেবেল লাগান।

## তারপর কী হয়

শুরু থেকে শেষ পর্যন্ত একজনই আপনার মেরামত দেখেন এবং যন্ত্র পৌঁছালে, দাম জানা গেলে ও ফেরত পাঠানোর সময় লিখে জানান। দামে রাজি হওয়ার আগে কিছু মেরামত হয় না। ওয়ারেন্টিতে বিনামূল্যে।)",
      R"(> **Коротко:** напишите обращение с серийным номером. Мы пришлём наклейку, вы упакуете инструмент без аккумулятора, ремонт занимает пять рабочих дней.

## Перед отправкой

1. [Напишите обращение](/requests/new): модель, серийный номер, что происходит. Фото поможет.
2. Дождитесь нашей наклейки. Она приходит на почту, обычно в тот же день.
3. Снимите аккумулятор, диски и биты. Оставьте их у себя.
4. Упакуйте инструмент так, чтобы он не двигался, наклейте наклейку.

## Что дальше

Один человек ведёт ваш ремонт от начала до конца и пишет вам, когда инструмент пришёл, когда известна цена и когда он отправлен обратно. До вашего согласия с ценой ничего не ремонтируем. По гарантии бесплатно.)"}},
    {3, false, "warranty",
     {"What the warranty covers", "ওয়ারেন্টিতে কী কী থাকে", "Что покрывает гарантия"},
     {R"(> **Short answer:** three years on tools, one year on batteries, from the day on the invoice. Wear parts and falls are not covered.

## Covered

- faults of material and assembly
- motors and switches that fail in normal use
- chargers that do not charge

## Not covered

- brushes, blades, belts: they wear
- damage by falls, water or a wrong voltage
- tools that somebody else opened

No invoice? Tell us the serial number: we know the day it left us. See also: [send a tool in for repair](/search?q=send+repair).)",
      R"(> **সংক্ষেপে:** চালানের তারিখ থেকে যন্ত্রে তিন বছর, ব্যাটারিতে এক বছর। ক্ষয় হয় এমন অংশ ও পড়ে গিয়ে ক্ষতি এর মধ্যে নেই।

## যা আছে

- উপাদান ও জোড়ার ত্রুটি
- স্বাভাবিক ব্যবহারে নষ্ট হওয়া মোটর ও সুইচ
- চার্জ না করা চার্জার

## যা নেই

- ব্রাশ, ব্লেড, বেল্ট: এগুলো ক্ষয় হয়
- পড়ে যাওয়া, পানি বা ভুল ভোল্টেজে ক্ষতি
- অন্য কেউ খুলেছে এমন যন্ত্র

চালান নেই? সিরিয়াল নম্বর জানান: কবে বিক্রি হয়েছে আমরা জানি। আরও দেখুন: [মেরামতের জন্য যন্ত্র পাঠানো](/search?q=মেরামত)।)",
      R"(> **Коротко:** три года на инструмент, год на аккумуляторы, со дня в счёте. Расходные части и падения не покрываются.

## Покрывает

- дефекты материала и сборки
- двигатели и выключатели, отказавшие при обычной работе
- зарядные устройства, которые не заряжают

## Не покрывает

- щётки, диски, ремни: они изнашиваются
- повреждения от падения, воды или не того напряжения
- инструмент, который вскрывал кто-то другой

Нет счёта? Назовите серийный номер: мы знаем день продажи. См. также: [отправить инструмент в ремонт](/search?q=ремонт).)"}},
};

}  // namespace

std::span<const SeedCategory> seed_categories() { return kCategories; }
std::span<const SeedSection> seed_sections() { return kSections; }
std::span<const SeedArticle> seed_articles() { return kArticles; }

}  // namespace sahay::helpcenter
