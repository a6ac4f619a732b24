// Fields of daily life, in our three languages: a question about breakfast is answered by a sentence about coffee. Narrower
// than what a desk talks about all day (topics.cc); written by hand, a field a line.
#include "base/text.h"
#include "desk/wording/meaning.h"

namespace sahay::wording {
namespace {

constexpr std::string_view kFields[] = {
    // eating, cooking, health
    "eat* food* meal* breakfast* lunch* dinner* supper* drink* drank tea coffee milk water* juice hungry fasting cook* kitchen* menu dish dishes snack* buffet cater* restaurant* canteen* vegetarian* halal* sugar salt rice bread ед* есть кушать завтрак* обед* ужин* пить пьет поесть корм* чай чая чаю кофе молок* воды воду голод* натощак кухн* меню блюд* буфет* столов* питан* вегетариан* халял* сахар* খাবার* খাওয়া* খাবে* খেতে খাব* খান খেয়ে নাশতা* নাস্তা* দুপুরের ডাল ভাত চা চায়ের কফি দুধ* পানি* রান্না* হালাল* চিনি লবণ ক্যান্টিন* রেস্তোরাঁ*",
    "medicin* drug drugs tablet tablets pill* syrup* dose dosage prescri* pharmac* antibiotic* painkiller* vitamin* ointment* inhaler* inject* лекарств* препарат* таблет* сироп* капл* доз* рецепт* аптек* антибиот* обезбол* витамин* маз* укол* ингалятор* спре* ওষুধ* ঔষধ* বড়ি* ট্যাবলেট* সিরাপ* ড্রপ* ডোজ* মাত্রা* প্রেসক্রিপশন* ফার্মেসি* অ্যান্টিবায়োটিক* ভিটামিন* মলম* ইনজেকশন*",
    "doctor* physician* nurse* surgeon* dentist* clinic* hospital* ward patient* treat* therap* surg* operation* врач* доктор* медсестр* хирург* стоматолог* клиник* больниц* палат* пациент* лечен* лечит* терап* операци* ডাক্তার* নার্স* সার্জন* ক্লিনিক* হাসপাতাল* ওয়ার্ড* রোগী* চিকিৎসা* অপারেশন* চেম্বার*",
    "blood sample* scan* x-ray xray ultrasound* test result* report* laborator* анализ* кров* проб* снимок* снимк* узи рентген* результат* лаборатор* রক্ত* পরীক্ষা* নমুনা* এক্স-রে এক্সরে* রিপোর্ট* ফলাফল* ল্যাব*",
    "pain* hurt* ache* anaesth* anesth* numb sore swell* swollen bleed* fever* cough* rash ill illness sick symptom* боль* болит* больно* наркоз* анестез* опух* отек* кровоточ* температур* кашел* кашл* сып* болезн* болен больна ব্যথা* অবশ* ফোলা* জ্বর* কাশি* র‍্যাশ অসুস্থ* অসুখ* রোগ*",
    "vaccin* rabies tetanus прививк* вакцин* бешенств* টিকা* ভ্যাকসিন* ইপিআই জলাতঙ্ক",
    "tooth teeth dental filling* crown* implant* braces зуб* коронк* имплант* брекет* пломб* দাঁত* ক্রাউন* ব্রেস* ফিলিং*",
    "eye eyes glasses lens* vision sight frame* очк* глаз* линз* зрени* оправ* চোখ* চশমা* লেন্স* ফ্রেম*",
    "pregnan* baby babies infant* newborn* birth беремен* младен* малыш* роды родов গর্ভ* শিশু* নবজাতক* প্রসব*",
    // animals, plants
    "dog dogs puppy* cat cats kitten* pet pets animal* leash vet fish bird* cow cows goat* hen hens собак* щен* кошк* кот коту кота котен* питом* животн* поводк* повод* ветеринар* рыб* птиц* коров* коз* кур* কুকুর* বিড়াল* পোষা* প্রাণী* পশু* গরু* ছাগল* মুরগি* মাছ* পাখি* শিকল",
    "plant* tree* seed* seedling* garden* soil* fertili* compost* manure prun* lawn flower* pot pots leaf leaves root roots crop* harvest* растен* дерев* семен* семя саженц* рассад* сад сада саду почв* удобрен* компост* навоз* обрез* газон* цвет* горшк* лист* корн* урожа* গাছ* চারা* বীজ* বাগান* মাটি* সার সারের কম্পোস্ট গোবর ফুল* টব* পাতা* শিকড়* ফসল* ছাঁট*",
    // school, courses
    "school* class classes pupil* student* lesson* teacher* tutor* homework curriculum kindergarten nursery school школ* класс* учени* студент* урок* учител* преподават* репетитор* садик* четверт* স্কুল* ক্লাস* ছাত্র* শিক্ষার্থী* শিক্ষক* পাঠ* পড়া* মাদ্রাসা* নার্সারি*",
    "exam* grade grades score* retake* resit* admission* enrol* enroll* экзамен* оценк* балл* пересда* зачет* зачисл* поступлен* контрольн* পরীক্ষা* গ্রেড* ভর্তি* ফল ফলাফল*",
    "certificat* diploma* degree transcript* attest* сертификат* диплом* аттестат* справк* удостоверен* সনদ* সার্টিফিকেট* প্রত্যয়ন* মার্কশিট*",
    "books library* librar* loan* borrow* shelf shelves книг* библиотек* читател* абонемент* вернуть বই* লাইব্রেরি* গ্রন্থাগার* পাঠক* তাক*",
    "course* training workshop* seminar* webinar* seat seats group groups курс* занят* семинар* вебинар* мест* групп* набор* কোর্স* প্রশিক্ষণ* সেমিনার* আসন* সিট* ব্যাচ* দল*",
    "uniform* dress* wear* wore clothes cloth shirt* trousers jacket* coat* shoe* shoes raincoat* scarf saree* форм* одежд* рубаш* брюк* куртк* пальто* обув* ботин* туфл* плать* шарф* носить ইউনিফর্ম* পোশাক* জামা* কাপড়* শার্ট* প্যান্ট* জুতা* শাড়ি* কোট* চাদর*",
    // cleaning, material, look
    "clean* wash* stain* spot spots dirt* dry dryclean* laundry iron* steam* bleach* чист* стир* пятн* грязн* химчист* прач* утюг* глади* отпар* отстир* পরিষ্কার* ধোয়া* ধোব* ধুতে ধোয়* দাগ* ময়লা* লন্ড্রি* ইস্ত্রি* শুকা*",
    "colour* color* red blue green black white grey gray brown yellow shade* paint* varnish* цвет цвета цветом красн* син* зелен* черн* бел* сер* коричнев* желт* оттен* краск* покрас* лак লাল নীল সবুজ কালো সাদা ধূসর বাদামি হলুদ রং* রঙ* পেইন্ট* বার্নিশ*",
    "size* large* small* big medium width* height* length* weight* weigh* kilo* kg gram* litre* liter* metre* meter* cm mm inch* thick* thin* heavy размер* больш* маленьк* ширин* высот* длин* вес* кило* кг грамм* литр* метр* см мм дюйм* толщ* тонк* тяжел* велик* мал সাইজ* মাপ* বড়* ছোট* চওড়া* উচ্চতা* লম্বা* ওজন* কেজি কিলো* গ্রাম* লিটার* মিটার* ইঞ্চি* মোটা* পাতলা* ভারী*",
    "wood* oak metal* steel iron plastic* glass* leather* cotton* wool* fabric* material* concrete* brick* stone* tile* дерев* дуб* металл* стал* железн* пластик* стекл* кож* хлоп* шерст* ткан* материал* бетон* кирпич* камен* плитк* কাঠ* লোহা* স্টিল* প্লাস্টিক* কাচ* চামড়া* সুতি* পশম* কাপড়ের ইট* পাথর* টাইলস*",
    "furniture* table* chair* sofa* bed beds mattress* wardrobe* drawer* shelf desk desks cupboard* мебел* стол* стул* диван* кроват* матрас* шкаф* ящик* комод* আসবাব* টেবিল* চেয়ার* সোফা* খাট* তোশক* ম্যাট্রেস* আলমারি* ড্রয়ার*",
    "case cases box boxes bag bags cover sleeve packag* pack packed wrapp* чехол* чехл* кейс* короб* сумк* упаков* пакет* обертк* কেস* বাক্স* ব্যাগ* কভার* প্যাকেট* মোড়ক* প্যাক*",
    // cars, roads
    "car cars van vans truck* vehicle* motorbike* motorcycle* bike* bicycle* scooter* машин* автомоб* авто фургон* грузовик* мотоцикл* велосипед* самокат* গাড়ি* ট্রাক* ভ্যান* মোটরসাইকেল* বাইক* সাইকেল* স্কুটার*",
    "tyre* tire* wheel* brake* pads engine* gear* clutch oil* spark exhaust* caliper* axle* suspension windscreen* bumper* шин* колес* тормоз* колод* двигател* мотор* коробк* сцеплен* масл* свеч* выхлоп* подвеск* стекло бампер* টায়ার* চাকা* ব্রেক* ইঞ্জিন* গিয়ার* ক্লাচ* তেল* মবিল* সাইলেন্সার* বাম্পার* কার্বুরেটর*",
    "drive drives driving driven road* traffic route* speed* mile* kilomet* ехать езд* ездит* дорог* маршрут* пробк* километр* চালা* রাস্তা* সড়ক* যানজট* পথ* কিলোমিটার*",
    "park* garage* carport парков* стоянк* гараж* паркинг* পার্ক* পার্কিং* গ্যারেজ*",
    // travel
    "flight* fly flies plane* aircraft airline* airport* aboard boarding рейс* полет* лет* самолет* аэропорт* авиа* посадк* вылет* вылета* ফ্লাইট* বিমান* উড়* বিমানবন্দর* এয়ারপোর্ট*",
    "luggage* baggage* suitcase* bag cabin* carry-on багаж* чемодан* ручн* клад* লাগেজ* সুটকেস* ব্যাগেজ* মালপত্র*",
    "ticket* fare fares booking* booked reserv* seat seats билет* бронь* брони* бронир* проезд* места টিকিট* ভাড়া* বুকিং* বুক* আসন* রিজার্ভ*",
    "bus buses train trains tram* metro* taxi* cab ferry* launch boat* ship ships station* stop stops platform* автобус* поезд* трамва* метро такс* паром* катер* теплоход* вокзал* станци* останов* платформ* বাস বাসে বাসের বাসটা ট্রেন* মেট্রো* ট্যাক্সি* ফেরি* লঞ্চ* নৌকা* জাহাজ* স্টেশন* ঘাট*",
    "hotel* guest* room rooms reception* desk porter* check-in checkin bed hostel* lobby отел* гостиниц* гост* номер* ресепш* стойк* портье* засел* заезд* ночл* хостел* হোটেল* অতিথি* রুম* কক্ষ* রিসেপশন* চেক-ইন",
    "visa* passport* border* consul* embass* immigra* виз* паспорт* загран* границ* консул* посольств* ভিসা* পাসপোর্ট* সীমান্ত* দূতাবাস*",
    "tour tours guide* guided excursion* museum* exhibit* sight* тур тура экскурс* гид* музе* выстав* достоприм* ট্যুর* গাইড* জাদুঘর* প্রদর্শনী* ভ্রমণ*",
    "lost umbrella* wallet* purse* handbag* property потер* забыл* забыт* нашл* найд* наход* зонт* кошел* бумажник* হারা* ছাতা* মানিব্যাগ* পাওয়া* ফেলে*",
    // house
    "flat flats apartment* house* home building* tenant* landlord* rent* lease* deposit* neighbour* neighbor* квартир* дом дома дому здани* жил* аренд* съем* хозяин* залог* сосед* ফ্ল্যাট* বাসা* বাড়ি* ভবন* ভাড়াটে* বাড়িওয়ালা* জামানত* প্রতিবেশী*",
    "door* window* gate* lock locks locked key keys bell handle* roof* wall walls ceiling* floor* stair* balcon* двер* окн* окон* ворот* замок* замк* ключ* звонок крыш* стен* потолк* потолок* лестн* балкон* দরজা* জানালা* গেট* তালা* চাবি* ছাদ* দেয়াল* সিলিং* মেঝে* সিঁড়ি* বারান্দা*",
    "lift lifts elevator* лифт* подъемник* লিফট*",
    "water* tap taps pipe* leak* drip* drain* plumb* sewage toilet* bath* shower* sink flood* вод* кран* труб* теч* протек* капа* сток* канализ* сантех* туалет* ванн* душ* раковин* затоп* পানি* কল কলে কলের পাইপ* লিক* চুঁই* ড্রেন* নর্দমা* মিস্ত্রি* টয়লেট* বাথরুম* গোসল*",
    "electric* power* current outage* blackout* light* lamp* bulb* socket* fuse* wire* wiring switch* volt* generator* электр* ток тока свет* ламп* розетк* предохран* провод* напряж* генератор* отключ* বিদ্যুৎ* কারেন্ট* লোডশেডিং* আলো* বাতি* সকেট* ফিউজ* তার তারের ভোল্ট* জেনারেটর*",
    "gas stove* oven* burner* cylinder* газ* плит* духовк* баллон* গ্যাস* চুলা* সিলিন্ডার* ওভেন*",
    "heat* warm* cold* cool* air-conditioner ac boiler* radiator* thermostat* temperature* fan fans отоплен* батаре* тепл* холод* кондиц* котел* котл* радиатор* вентил* গরম* ঠান্ডা* এসি* হিটার* পাখা* তাপ*",
    "meter meters reading* consumption* счетчик* показан* расход* потреблен* মিটার* রিডিং* ইউনিট* ব্যবহৃত",
    "rubbish* garbage* waste* trash* bin bins recycl* мусор* отход* свалк* бак баки утилиз* ময়লা* আবর্জনা* বর্জ্য* ডাস্টবিন*",
    "noise* noisy loud* quiet* sound* music* neighbour* шум* громк* тих* звук* музык* শব্দ* আওয়াজ* গান* নীরব* জোরে*",
    "fire* smoke* burn* alarm* smell* explo* пожар* дым* гор* огонь* огн* тревог* сигнализ* запах* пахн* আগুন* ধোঁয়া* পোড়া* পুড়* অ্যালার্ম* গন্ধ*",
    "insect* cockroach* termite* mosquito* rat rats mouse mice pest* насеком* таракан* термит* комар* крыс* мыш* পোকা* তেলাপোকা* উইপোকা* মশা* ইঁদুর*",
    // money, law
    "insur* policy* claim* premium* damage* deductible* assess* страхов* полис* выплат* ущерб* франшиз* взнос* বীমা* পলিসি* দাবি* প্রিমিয়াম* ক্ষতি*",
    "police* theft* stole* stolen thief* court* lawyer* legal* law laws sue полици* краж* украл* вор суд* адвокат* юрист* закон* পুলিশ* থানা* চুরি* চোর* আদালত* উকিল* আইন*",
    "tax taxes vat customs duty duties налог* ндс таможен* пошлин* কর করের ভ্যাট* শুল্ক* কাস্টমস*",
    "bank* account* transfer* balance* card cards atm cash* deposit* withdraw* loan* interest instal* банк* счет* перевод* баланс* карт* банкомат* налич* вклад* кредит* процент* рассроч* частями ব্যাংক* হিসাব* ট্রান্সফার* ব্যালেন্স* কার্ড* এটিএম* নগদ* ঋণ* সুদ* কিস্তি*",
    "refund* reversal* revers* repay* credit* compensat* reimburs* chargeback* верн* возврат* возвращ* возмещ* компенс* обратно ফেরত* ফিরিয়ে ক্ষতিপূরণ* রিফান্ড*",
    "bill bills billed invoice* charge* charged fee fees due owe* owing overdue paid unpaid оплат* счёт* плат* задолж* долг* начисл* списа* взыск* বিল* চার্জ* ফি বকেয়া* পাওনা*",
    "price* cost* cheap* expens* discount* offer* sale coupon* voucher* gift* promo* цен* стои* дешев* дорог* скидк* акци* купон* подар* промокод* দাম* মূল্য* সস্তা* ছাড়* অফার* কুপন* উপহার*",
    "salary* wage* payroll pension* bonus* overtime зарплат* оклад* пенси* преми* сверхуроч* বেতন* মজুরি* পেনশন* বোনাস* ভাতা*",
    "leave vacation* holiday* absence* sick отпуск* больничн* отгул* ছুটি* অনুপস্থিত* বন্ধ*",
    "application* apply applie* forms submit* paper papers document* signature* sign signs signed stamp* заявлен* заявк* анкет* бланк* форм* подат* подпис* печат* документ* бумаг* আবেদন* ফরম* ফর্ম* জমা* কাগজ* দলিল* সই* স্বাক্ষর* সিল*",
    "identity id identification licence* license* registr* nid удостовер* личност* прав* регистрац* পরিচয়* আইডি* লাইসেন্স* নিবন্ধন* এনআইডি*",
    "contract* agree* terminat* cancel* notice* договор* контракт* соглашен* расторг* отмен* চুক্তি* বাতিল* নোটিশ*",
    "rule* allow* permi* forbid* forbidden prohibit* правил* разреш* запре* নিয়ম* অনুমতি* নিষেধ* নিষিদ্ধ*",
    "wait* queue* delay* earl* ждать ожид* очеред* задерж* опозд* অপেক্ষা* লাইন* সিরিয়াল* দেরি*",
    "hour hours open* clos* close* clock weekend* sunday* saturday* friday* monday* holiday час* открыт* открыв* закрыт* закрыв* выходн* воскресень* суббот* круглосуточ* ঘণ্টা* খোলা* খুলব* বন্ধ* ছুটির শুক্রবার* শনিবার* রবিবার*",
    // goods
    "stock* available* availab* sold shelf order* reorder* supplier* налич* склад* распрод* остал* заказ* поставщ* স্টক* মজুত* ফুরি* অর্ডার* সরবরাহ*",
    "wholesale* minimum bulk dozen* moq quantity* quantit* piece* опт* минимальн* партия* парти* количеств* штук* পাইকারি* ন্যূনতম* পরিমাণ* পিস*",
    "spare* part parts replacement* accessor* component* belt* screw* bolt* gasket* seal seals запчаст* детал* запасн* ремен* винт* болт* проклад* уплотн* যন্ত্রাংশ* পার্টস* স্ক্রু* নাট* বেল্ট* রাবার*",
    "return* exchang* swap* faulty defect* broken damaged complain* вернуть возврат* обмен* брак* дефект* неисправ* жалоб* বদল* পাল্ট* ত্রুটি* নষ্ট* ভাঙা* অভিযোগ*",
    "guarant* warrant* cover* covered гарант* покры* ওয়ারেন্টি* গ্যারান্টি* আওতা*",
    "repair* fix* mend* service* maintain* maintenance техник* ремонт* почин* чин* обслуж* মেরামত* সারা* সারিয়ে সার্ভিস*",
    "fetch* collect* pick pickup bring* carry haul забер* забир* забрать взять* возьм* привез* принос* принес* унес* নিয়ে নেব* নিতে আনব* আনতে আনা* তুলে বহন*",
    "deliver* courier* parcel* consignment* shipment* tracking post postal box depot* warehouse* dispatch* transit доставк* достав* курьер* посыл* отправл* груз* почт* склад* ডেলিভারি* কুরিয়ার* পার্সেল* চালান* ডাক গুদাম* ট্র্যাকিং*",
    "assembl* install* mount* fitted fitting setup монтаж* сборк* собер* собрать установ* устанав* বসা* বসানো* লাগা* লাগানো* সংযোজন* ইনস্টল*",
    // computers, phones
    "data file files backup* number history данн* файл* архив* копи* запис* истори* তথ্য* ডেটা* ফাইল* ব্যাকআপ* হিসাবের ইতিহাস*",
    "version* update* upgrade* downgrade* rollback* release* верси* обновл* откат* релиз* সংস্করণ* আপডেট* ভার্সন*",
    "phone* mobile* sim call calls calling minute* roaming* sms телефон* мобильн* симк* сим звон* минут* роуминг* смс ফোন* মোবাইল* সিম* কল রোমিং* এসএমএস মিনিট*",
    "internet* wifi router* network* signal* speed* connect* cable* modem* интернет* вайфай роутер* сеть сети сетью сигнал* скорост* кабел* модем* ইন্টারনেট* ওয়াইফাই* রাউটার* নেটওয়ার্ক* লাইন* গতি* সংযোগ* কেবল*",
    "tv television* channel* remote antenna* dish* set-top телевиз* канал* пульт* антенн* приставк* টিভি* চ্যানেল* রিমোট* ডিশ* অ্যান্টেনা* সেট-টপ",
    "computer* laptop* pc screen* keyboard* printer* software* program* app apps windows mac компьют* ноутбук* экран* клавиат* принтер* программ* приложен* কম্পিউটার* ল্যাপটপ* স্ক্রিন* কিবোর্ড* প্রিন্টার* প্রোগ্রাম* সফটওয়্যার* অ্যাপ*",
    "password* code codes login* log account* sign-in pin парол* код коды кода логин* войти вход* учетн* пин পাসওয়ার্ড* কোড* লগইন* ঢুক* পিন*",
    "website* site page pages online link* сайт* страниц* ссылк* онлайн ওয়েবসাইট* সাইট* পাতা* লিংক* অনলাইন*",
    "fault* error* broke* problem* fail* crash* cause* reason ошибк* сбо* полом* слом* неполад* проблем* причин* упал ভুল* ত্রুটি* সমস্যা* নষ্ট* কারণ*",
    // people, events
    "event* concert* wedding* party parties hall halls celebrat* festival* мероприят* концерт* свадьб* праздн* зал зала залу торжеств* অনুষ্ঠান* কনসার্ট* বিয়ে* বিয়ের হল হলের উৎসব*",
    "child* children kid kids son daughter boy boys girl girls age ages year-old дет* ребен* сын* доч* мальчик* девочк* возраст* лет বাচ্চা* শিশু* ছেলে* মেয়ে* সন্তান* বয়স*",
    "brother* sister* mother* father* husband* wife cousin* friend* relative* person behalf proxy attorney брат* сестр* мам* мать отец* пап* муж* жен* друг* подруг* родствен* доверен* представит* ভাই* বোন* মা মায়ের বাবা* স্বামী* স্ত্রী* বন্ধু* আত্মীয়* প্রতিনিধি*",
    "sport* gym* swim* pool* fitness* coach* member* membership* спорт* зал* плава* бассейн* фитнес* тренер* трениров* абонем* членств* জিম* সাঁতার* পুল* কোচ* সদস্য* খেলা*",
    "donat* charity* volunteer* жертв* благотвор* волонт* добровол* помощ* দান* অনুদান* স্বেচ্ছাসেব* সাহায্য* ত্রাণ*",
    "job jobs vacanc* hire hiring candidate* interview* resume cv ваканс* собесед* резюме кандидат* চাকরি* নিয়োগ* সাক্ষাৎকার* প্রার্থী* সিভি",
    "safe* danger* risk* harm* toxic* poison* hazard* secure* безопас* опасн* риск* вред* ядовит* токсич* নিরাপদ* বিপদ* ঝুঁকি* ক্ষতিকর* বিষ*",
    "rain* weather* storm* snow* wind* sun sunny flood* дожд* погод* шторм* гроз* снег* ветер* ветр* солнц* বৃষ্টি* আবহাওয়া* ঝড়* বাতাস* রোদ* বন্যা*",
    "photo* picture* image* camera* video* фото* картин* снимк* камер* видео* ছবি* ক্যামেরা* ভিডিও*",
    "language* english bengali bangla russian translat* interpret* язык* англий* русск* бенгал* перевод* перевед* ভাষা* ইংরেজি* বাংলা* রুশ অনুবাদ*",
    "name* address* spelling* correct* change* mistake* имя имени фамил* адрес* исправ* измен* опечат* নাম* ঠিকানা* বানান* সংশোধন* ভুল*",
    "appointment* slot* book* schedul* timetable* calendar* запис* расписан* график* календар* прием* অ্যাপয়েন্টমেন্ট* সময়সূচি* রুটিন* তারিখ*",
    "engineer* technician* electrician* mechanic* craftsman* worker* workers crew* team staff мастер* техник* инженер* электрик* механик* бригад* рабоч* сотрудник* ইঞ্জিনিয়ার* মিস্ত্রি* টেকনিশিয়ান* কারিগর* কর্মী* লোক লোকজন",
};

constexpr std::size_t kKey = 3;  // bytes: every beginning has as many
static_assert(std::size(kFields) <= sizeof(Fields) * 8);

class Table {
 public:
  Table() {
    for (std::size_t n = 0; n < std::size(kFields); ++n)
      for (const std::string_view entry : text::split(kFields[n], ' ')) {
        if (entry.empty()) continue;
        if (entry.ends_with('*')) {
          std::string beginning = text::fold_word(entry.substr(0, entry.size() - 1));
          auto& bucket = beginnings_[beginning.substr(0, kKey)];
          bucket.push_back({std::move(beginning), n});
        } else {
          words_[text::fold_word(entry)].set(n);
        }
      }
  }

  Fields of(const Word& word) const {
    Fields out;
    if (const auto exact = words_.find(word.folded); exact != words_.end()) out = exact->second;
    const auto bucket = beginnings_.find(word.folded.substr(0, kKey));
    if (bucket == beginnings_.end()) return out;
    for (const auto& [beginning, field] : bucket->second)
      if (word.folded.starts_with(beginning)) out.set(field);
    return out;
  }

 private:
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::size_t>>> beginnings_;  // by first bytes
  std::unordered_map<std::string, Fields> words_;
};

}  // namespace

Fields fields_of(const Word& word) {
  static const Table table;
  return table.of(word);
}

}  // namespace sahay::wording
