// Phrases of English offices and what people say instead.
#include "desk/wording/phrases.h"

namespace sahay::wording {
namespace {

constexpr Phrase kPhrases[] = {
    {"please be advised that", ""}, {"kindly be advised that", ""}, {"please be informed that", ""}, {"kindly be informed that", ""},
    {"please note that", ""}, {"kindly note that", ""}, {"we wish to inform you that", ""}, {"we would like to inform you that", ""},
    {"we regret to inform you that", "Unfortunately"}, {"this is to inform you that", ""}, {"we hereby inform you that", ""},
    {"it has come to our attention that", "we saw that"}, {"kindly refer to", "please see"}, {"please refer to", "please see"},
    {"kindly =be", "please be"}, {"kindly", "please"},
    {"in accordance with", "under | by"}, {"in compliance with", "under | by"}, {"pursuant to", "under"}, {"as per", "by | as in"},
    {"in respect of", "about | for"}, {"with respect to", "about"}, {"with regard to", "about | for"}, {"with reference to", "about"},
    {"in regard to", "about"}, {"in relation to", "about"}, {"pertaining to", "about"}, {"in connection with", "about | because of"},
    {"concerning the matter of", "about"}, {"in the matter of", "about"},
    {"due to the fact that", "because"}, {"owing to the fact that", "because"}, {"in view of the fact that", "because"},
    {"in light of the fact that", "because"}, {"for the reason that", "because"}, {"on the grounds that", "because"},
    {"despite the fact that", "although"}, {"notwithstanding", "despite | whatever"}, {"irrespective of", "whatever"},
    {"in order to", "to"}, {"so as to", "to"}, {"for the purpose of", "to | for"}, {"with a view to", "to"}, {"with the aim of", "to"},
    {"in the event that", "if"}, {"in the event of", "if"}, {"should you require", "if you need"},
    {"on the condition that", "if"}, {"subject to the availability of", "if there is"},
    {"prior to", "before"}, {"subsequent to", "after"}, {"following receipt of", "when we get"}, {"upon receipt of", "when we get"},
    {"on receipt of", "when we get"}, {"upon completion of", "after"}, {"at the time of", "when"}, {"at this point in time", "now"},
    {"at the present time", "now"}, {"until such time as", "until"}, {"during the course of", "during"},
    {"for a period of", "for"}, {"for the duration of", "during"}, {"in the course of", "during"},
    {"in due course", "by (date)"}, {"at your earliest convenience", "by (date)"},
    {"at the earliest convenience", "by (date)"}, {"at our earliest convenience", "by (date)"}, {"in a timely manner", "by (date)"},
    {"as soon as practicable", "by (date)"}, {"on a regular basis", "regularly"}, {"on a daily basis", "every day"},
    {"on a monthly basis", "every month"}, {"under review", "being checked by us"}, {"under consideration", "being checked by us"},
    {"relevant department", "(name of the team)"}, {"appropriate department", "(name of the team)"},
    {"concerned department", "(name of the team)"}, {"respective department", "(name of the team)"},
    {"make use of", "use"}, {"utilize", "use"}, {"utilise", "use"}, {"utilisation", "use"}, {"utilization", "use"},
    {"commence", "start"}, {"commencement", "start"}, {"terminate", "end"}, {"termination", "end"}, {"endeavour", "try"},
    {"endeavor", "try"}, {"ascertain", "find out"}, {"facilitate", "help with"}, {"expedite", "hurry"}, {"effectuate", "do"},
    {"=effected", "made"}, {"render assistance", "help"}, {"provide assistance", "help"},
    {"conduct an investigation", "look into"}, {"carry out an investigation", "look into"}, {"give consideration to", "think about"},
    {"take into consideration", "consider"}, {"has the ability to", "can"},
    {"in question", ""}, {"herewith", ""}, {"hereby", ""}, {"hereinafter", ""}, {"hereto", ""}, {"thereof", "of it"}, {"therein", "in it"},
    {"whereby", "by which"}, {"wherein", "in which"}, {"forthwith", "at once"}, {"henceforth", "from now on"}, {"heretofore", "until now"},
    {"aforementioned", "this"}, {"aforesaid", "this"}, {"abovementioned", "this"}, {"above mentioned", "this"}, {"the undersigned", "I"},
    {"for your perusal", ""}, {"for your kind perusal", ""}, {"for your kind attention", ""}, {"kind attention", ""},
    {"do the needful", "do this"}, {"revert back", "answer"}, {"do not hesitate to contact us", "write to us"},
    {"please do not hesitate to", "please"}, {"don't hesitate to contact us", "write to us"},
    {"thank you for your understanding", ""}, {"we apologize for any inconvenience caused", "we are sorry"},
    {"we apologise for any inconvenience caused", "we are sorry"}, {"any inconvenience caused", "the trouble"},
    {"it is imperative that", "please"}, {"it should be noted that", ""}, {"it is worth noting that", ""},
    {"the majority of", "most"}, {"a sufficient amount of", "enough"}, {"in excess of", "more than"},
    {"in lieu of", "instead of"}, {"by means of", "by | with"}, {"by virtue of", "by"}, {"inter alia", "among others"},
    {"per annum", "a year"}, {"duly", ""}, {"therewith", "with it"}, {"failure to comply", "if you do not"},
};

}  // namespace

std::span<const Phrase> english_officialese() { return kPhrases; }

}  // namespace sahay::wording
