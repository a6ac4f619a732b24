#include "desk/promises/date_words.h"

namespace sahay::promises {

const std::vector<DateWord>& bengali_date_words() {
  using enum DateKind;
  static const std::vector<DateWord> words = {
      {"রবিবার রোববার", weekday, 0}, {"সোমবার", weekday, 1}, {"মঙ্গলবার", weekday, 2}, {"বুধবার", weekday, 3}, {"বৃহস্পতিবার", weekday, 4}, {"শুক্রবার", weekday, 5}, {"শনিবার", weekday, 6},
      {"জানুয়ারি জানুয়ারী", month, 1}, {"ফেব্রুয়ারি ফেব্রুয়ারী", month, 2}, {"মার্চ", month, 3}, {"এপ্রিল", month, 4}, {"মে", month, 5}, {"জুন", month, 6}, {"জুলাই", month, 7}, {"আগস্ট অগাস্ট", month, 8},
      {"সেপ্টেম্বর", month, 9}, {"অক্টোবর", month, 10}, {"নভেম্বর", month, 11}, {"ডিসেম্বর", month, 12},
      {"আজ আজকে আজকের", day, 0}, {"আগামীকাল কাল কালকে কালকের আগামিকাল", day, 1}, {"পরশু পরশুদিন", day, 2}, {"গতকাল গতকালকে", day, -1},
      {"এক একটি একটা", number, 2}, {"দুই দু", number, 4}, {"তিন", number, 6}, {"চার", number, 8}, {"পাঁচ", number, 10}, {"ছয়", number, 12}, {"সাত", number, 14}, {"আট", number, 16}, {"নয়", number, 18},
      {"দশ", number, 20}, {"এগারো", number, 22}, {"বারো", number, 24}, {"পনেরো", number, 30}, {"বিশ কুড়ি", number, 40}, {"ত্রিশ", number, 60}, {"চল্লিশ", number, 80}, {"দেড়", number, 3}, {"আড়াই", number, 5}, {"আধা আধ", number, 1},
      {"সাড়ে", plus_half, 0}, {"সোয়া", plus_quarter, 0}, {"পৌনে", less_quarter, 0},
      {"মিনিট", unit, kMinute}, {"ঘণ্টা ঘন্টা", unit, kHour}, {"দিন", unit, kDay}, {"সপ্তাহ", unit, kWeek}, {"মাস", unit, kMonth}, {"বছর", unit, kYear}, {"কর্মদিবস কার্যদিবস কর্মদিন", unit, kWorkDay}, {"কর্মঘণ্টা কর্মঘন্টা", unit, kWorkHour},
      {"মধ্যে মধ্যেই মাঝে ভিতরে ভেতরে", within, 0}, {"পর পরে", after, 0}, {"নাগাদ", by, 0}, {"আগে", ago, 0}, {"থেকে", since, 0}, {"পর্যন্ত", of, 0},
      {"আগামী", coming, 0}, {"পরের পরবর্তী", next, 0}, {"এই চলতি", this_, 0}, {"গত বিগত", last, 0},
      {"শেষ শেষে", end, 0}, {"শুরু শুরুতে", begin, 0}, {"মাঝামাঝি", middle, 0}, {"প্রতি প্রত্যেক প্রতিদিন রোজ", each, 0},
      {"সকাল", part, 720}, {"ভোর", part, 721}, {"দুপুর", part, 840}, {"বেলা", part, 841}, {"বিকেল বিকাল", part, kClose}, {"সন্ধ্যা সন্ধ্যায়", part, 1140}, {"রাত", part, 1439},
      {"টা টায় টার টাতে", hour_mark, 0}, {"তারিখ", date_mark, 0},
      {"ছিল ছিলেন ছিলাম", past, 0}};
  return words;
}

}  // namespace sahay::promises
