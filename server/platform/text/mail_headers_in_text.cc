#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "platform/text/attribution.h"
#include "platform/text/phrases.h"

namespace sahay::text {
namespace {

struct Key {
  std::string_view name;  // folded
  MailHeader kind;
};
constexpr auto F = MailHeader::from;
constexpr auto D = MailHeader::date;
constexpr auto T = MailHeader::to;
constexpr auto C = MailHeader::cc;
constexpr auto S = MailHeader::subject;
constexpr auto R = MailHeader::reply_to;
constexpr auto O = MailHeader::other;
constexpr std::array kKeys = {
    Key{"from", F}, Key{"von", F}, Key{"de", F}, Key{"da", F}, Key{"van", F}, Key{"от", F}, Key{"от кого", F}, Key{"från", F}, Key{"fra", F},
    Key{"od", F}, Key{"kimden", F}, Key{"gönderen", F}, Key{"lähettäjä", F}, Key{"发件人", F}, Key{"寄件者", F}, Key{"差出人", F}, Key{"보낸 사람", F},
    Key{"보낸사람", F}, Key{"من", F}, Key{"mittente", F}, Key{"expéditeur", F}, Key{"remitente", F}, Key{"remetente", F}, Key{"afzender", F},
    Key{"nadawca", F}, Key{"avsender", F}, Key{"afsender", F}, Key{"avsändare", F}, Key{"odesílatel", F}, Key{"odosielateľ", F}, Key{"feladó", F},
    Key{"від", F}, Key{"від кого", F}, Key{"відправник", F}, Key{"отправитель", F}, Key{"প্রেরক", F}, Key{"থেকে", F}, Key{"হতে", F}, Key{"από", F}, Key{"de la", F},
    Key{"absender", F}, Key{"寄件人", F}, Key{"từ", F}, Key{"dari", F}, Key{"from contact", F}, Key{"von:", F},
    Key{"sent", D}, Key{"date", D}, Key{"sent on", D}, Key{"date sent", D}, Key{"sent at", D}, Key{"gesendet", D}, Key{"gesendet am", D}, Key{"datum", D},
    Key{"envoyé", D}, Key{"envoyé le", D}, Key{"enviado", D}, Key{"enviado el", D}, Key{"enviada", D}, Key{"enviada em", D}, Key{"enviado em", D}, Key{"enviat", D},
    Key{"data", D}, Key{"inviato", D}, Key{"verzonden", D}, Key{"skickat", D}, Key{"sendt", D}, Key{"dato", D}, Key{"wysłano", D}, Key{"wysłane", D},
    Key{"отправлено", D}, Key{"дата", D}, Key{"lähetetty", D}, Key{"päivämäärä", D}, Key{"päiväys", D}, Key{"gönderildi", D}, Key{"tarih", D},
    Key{"gönderme tarihi", D}, Key{"odesláno", D}, Key{"发送时间", D}, Key{"发送日期", D}, Key{"日期", D}, Key{"送信日時", D}, Key{"日時", D}, Key{"日付", D},
    Key{"보낸 날짜", D}, Key{"날짜", D}, Key{"تاريخ", D}, Key{"التاريخ", D}, Key{"تم الإرسال", D}, Key{"надіслано", D}, Key{"তারিখ", D}, Key{"পাঠানো হয়েছে", D}, Key{"প্রেরিত", D},
    Key{"পাঠানো", D}, Key{"fecha", D}, Key{"dátum", D}, Key{"elküldve", D}, Key{"odoslané", D}, Key{"trimis", D}, Key{"时间", D}, Key{"寄件日期", D}, Key{"傳送時間", D},
    Key{"время", D}, Key{"дата отправки", D}, Key{"ngày", D}, Key{"tanggal", D}, Key{"στάλθηκε", D}, Key{"ημερομηνία", D},
    Key{"to", T}, Key{"an", T}, Key{"à", T}, Key{"para", T}, Key{"a", T}, Key{"aan", T}, Key{"till", T}, Key{"til", T}, Key{"do", T}, Key{"komu", T},
    Key{"кому", T}, Key{"vastaanottaja", T}, Key{"kime", T}, Key{"alıcı", T}, Key{"收件人", T}, Key{"收件者", T}, Key{"宛先", T}, Key{"받는 사람", T}, Key{"받는사람", T}, Key{"إلى", T},
    Key{"প্রাপক", T}, Key{"প্রতি", T}, Key{"pour", T}, Key{"címzett", T}, Key{"προς", T}, Key{"destinatario", T}, Key{"destinataire", T}, Key{"pre", T}, Key{"către", T},
    Key{"получатель", T}, Key{"đến", T}, Key{"kepada", T}, Key{"do:", T}, Key{"empfänger", T},
    Key{"cc", C}, Key{"bcc", C}, Key{"kopie", C}, Key{"copie", C}, Key{"copie à", C}, Key{"копия", C}, Key{"копія", C}, Key{"cópia", C}, Key{"kopia", C}, Key{"抄送", C}, Key{"副本", C},
    Key{"참조", C}, Key{"kopi", C}, Key{"অনুলিপি", C}, Key{"bilgi", C}, Key{"kopio", C}, Key{"kópia", C}, Key{"نسخة", C}, Key{"cci", C}, Key{"с", C}, Key{"másolat", C}, Key{"dw", C},
    Key{"subject", S}, Key{"betreff", S}, Key{"objet", S}, Key{"asunto", S}, Key{"assunto", S}, Key{"oggetto", S}, Key{"onderwerp", S}, Key{"ämne", S},
    Key{"emne", S}, Key{"temat", S}, Key{"тема", S}, Key{"aihe", S}, Key{"konu", S}, Key{"předmět", S}, Key{"predmet", S}, Key{"主题", S}, Key{"主旨", S}, Key{"主題", S},
    Key{"件名", S}, Key{"제목", S}, Key{"الموضوع", S}, Key{"বিষয়", S}, Key{"বিষয়", S}, Key{"sujet", S}, Key{"tárgy", S}, Key{"θέμα", S}, Key{"subiect", S}, Key{"assumpte", S}, Key{"chủ đề", S}, Key{"perihal", S},
    Key{"reply-to", R}, Key{"reply to", R}, Key{"répondre à", R}, Key{"risposta", R}, Key{"rispondi a", R}, Key{"antwort an", R}, Key{"responder a", R}, Key{"ответить", R},
    Key{"svara till", R}, Key{"svar til", R}, Key{"odpowiedz do", R}, Key{"antwoord aan", R},
    Key{"importance", O}, Key{"priority", O}, Key{"attachments", O}, Key{"anlagen", O}, Key{"organization", O}, Key{"wichtigkeit", O}, Key{"pièces jointes", O},
    Key{"sent by", O}, Key{"resent-from", O}, Key{"message-id", O}, Key{"newsgroups", O}, Key{"x-mailer", O}, Key{"важность", O}, Key{"priorität", O},
};

// Words of "Original Message" and "Forwarded message" lines, folded.
constexpr std::array<std::string_view, 48> kOriginal = {
    "original message", "original email", "original mail", "ursprüngliche nachricht", "ursprüngliche mail", "originalnachricht", "original-nachricht",
    "message d'origine", "message original", "mensaje original", "mensagem original", "messaggio originale", "oorspronkelijk bericht", "origineel bericht",
    "originalmeddelande", "ursprungligt meddelande", "oprindelig meddelelse", "opprinnelig melding", "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość",
    "исходное сообщение", "исходное письмо", "оригинальное сообщение", "original nachricht", "původní zpráva", "původní e-mail", "pôvodná správa", "eredeti üzenet", "özgün ileti", "orijinal mesaj",
    "原始邮件", "原始郵件", "原邮件", "元のメッセージ", "원본 메시지", "원본 메일", "الرسالة الأصلية", "মূল বার্তা", "মূল ইমেইল", "оригінальне повідомлення", "вихідне повідомлення", "izvorna poruka", "mesaj original", "oprindelig besked", "message du", "eredeti levél", "αρχικό μήνυμα"};
constexpr std::array<std::string_view, 48> kForwarded = {
    "forwarded message", "forwarded by", "forwarded mail", "begin forwarded message", "weitergeleitete nachricht", "anfang der weitergeleiteten", "message transféré", "début du message", "message réexpédié",
    "mensaje reenviado", "mensagem encaminhada", "mensagem reencaminhada", "inicio del mensaje reenviado", "início da mensagem", "messaggio inoltrato", "inizio messaggio inoltrato", "doorgestuurd bericht", "doorgestuurde bericht", "begin doorgestuurd bericht", "vidarebefordrat", "videresendt", "videresendte", "välitetty viesti", "edelleenlähetetty",
    "wiadomość przekazana", "przekazana wiadomość", "treść przekazanej wiadomości", "пересылаемое сообщение", "пересланное сообщение", "начало переадресованного", "начало пересылаемого", "переслане повідомлення", "пересланное письмо", "перенаправленное сообщение", "перенаправленное письмо", "переадресованное сообщение", "перенаправлене повідомлення",
    "přeposlaná zpráva", "preposlaná správa", "továbbított üzenet", "iletilen mesaj", "yönlendirilmiş ileti", "转发的邮件", "转发邮件", "轉寄", "転送されたメッセージ", "전달된 메시지", "ফরওয়ার্ড করা বার্তা"};
constexpr std::array<std::string_view, 2> kMoreForwarded = {"ফরোয়ার্ড করা বার্তা", "رسالة معاد توجيهها"};

bool any_of_words(std::string_view folded, const auto& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return folded.find(w) != folded.npos; });
}

std::string_view strip_emphasis(std::string_view s) {
  while (!s.empty() && (s.front() == '*' || s.front() == '_' || s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == '*' || s.back() == '_' || s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

// A header value that goes on on the next line: addresses after a comma, a lone "<a@b>".
bool continues(std::string_view previous_value, std::string_view line) {
  const std::string_view t = trim(without_quote_marks(line));
  if (t.empty() || t.size() > 400) return false;
  if (t.starts_with('<') && t.find('@') != t.npos) return true;
  const std::string_view p = trim(previous_value);
  if ((p.ends_with(',') || p.ends_with(';') || p.ends_with('<')) && t.find('@') != t.npos) return true;
  return t.starts_with("mailto:") || (t.starts_with('[') && t.find("mailto:") != t.npos);
}

// "From: a@b Date: ... To: ... Subject: ..." that lost its line ends.
bool flattened(std::string_view value, MailHeaderBlock& block) {
  if (value.size() > 1500) return false;
  static constexpr std::array<std::string_view, 4> kInner = {" Sent:", " Date:", " To:", " Subject:"};
  std::size_t first = value.npos;
  int found = 0;
  for (std::string_view key : kInner) {
    const std::size_t at = value.find(key);
    if (at == value.npos) continue;
    ++found;
    first = std::min(first, at);
    if (key == " Subject:") block.subject = std::string(trim(value.substr(at + key.size())));
  }
  const std::string_view from = value.substr(0, first);
  if (found == 0 || from.find('@') == from.npos) return false;
  block.from = std::string(trim(from));
  block.lines = 1;
  return true;
}

void record(MailHeaderBlock& block, const MailHeaderLine& header) {
  const std::string value(trim(strip_emphasis(header.value)));
  if (header.kind == F && block.from.empty()) block.from = value;
  if (header.kind == D && block.date.empty()) block.date = value;
  if (header.kind == T && block.to.empty()) block.to = value;
  if (header.kind == S && block.subject.empty()) block.subject = value;
}

}  // namespace

MailHeaderLine read_mail_header(std::string_view line) {
  std::string_view s = without_quote_marks(line);
  while (!s.empty() && (s.front() == '*' || s.front() == '_')) s.remove_prefix(1);
  std::size_t colon = s.substr(0, 60).find(':');
  std::size_t wide = s.substr(0, 60).find("\xEF\xBC\x9A");
  std::size_t width = 1;
  if (wide < colon) { colon = wide; width = 3; }
  if (colon == s.npos || colon == 0) return {};
  static const std::unordered_map<std::string_view, MailHeader> kByName = [] {
    std::unordered_map<std::string_view, MailHeader> map;
    for (const Key& k : kKeys) map.emplace(k.name, k.kind);
    return map;
  }();
  const std::string key = fold(strip_emphasis(s.substr(0, colon)));
  const auto found = kByName.find(key);
  return found == kByName.end() ? MailHeaderLine{} : MailHeaderLine{found->second, s.substr(colon + width)};
}

MailHeaderBlock find_header_block(const std::vector<std::string_view>& lines, std::size_t at) {
  static constexpr std::size_t kMaxLines = 24;
  MailHeaderBlock block;
  MailHeaderLine first = read_mail_header(lines[at]);
  if (first.kind == F && flattened(first.value, block)) return block;
  if (first.kind == MailHeader::none || first.kind == O || first.kind == C) return block;
  unsigned kinds = 0, count = 0;
  std::size_t last = at;
  std::string_view value;
  int blanks = 0;
  for (std::size_t i = at; i < lines.size() && i - at < kMaxLines; ++i) {
    const MailHeaderLine header = read_mail_header(lines[i]);
    if (header.kind != MailHeader::none) {
      kinds |= 1u << static_cast<unsigned>(header.kind);
      ++count;
      record(block, header);
      value = header.value;
      last = i;
      blanks = 0;
    } else if (trim(without_quote_marks(lines[i])).empty()) {
      if (++blanks > 2 || (count >= 3 && (kinds & 1u << static_cast<unsigned>(S)))) break;
    } else if (blanks == 0 && continues(value, lines[i])) {
      if (block.from.find('@') == block.from.npos && (kinds & ~(1u << static_cast<unsigned>(F))) == 0) block.from += " " + std::string(trim(without_quote_marks(lines[i])));
      value = lines[i];
      last = i;
    } else if (blanks > 0 || trim(lines[i]).size() > 120) {
      break;
    } else {
      // One foreign line may stand between ("Organization", a wrapped subject) when another header follows at once.
      if (i + 1 >= lines.size() || read_mail_header(lines[i + 1]).kind == MailHeader::none || count == 0) break;
    }
  }
  auto has = [&](MailHeader kind) { return (kinds & 1u << static_cast<unsigned>(kind)) != 0; };
  const int distinct = has(F) + has(D) + has(T) + has(S);
  const bool addressed = block.from.find('@') != block.from.npos;
  const bool enough = (has(F) && distinct >= 3) || (has(F) && distinct == 2 && (addressed || has(S) || has(D))) || (!has(F) && distinct == 3 && has(S) && has(D));
  if (!enough || (has(F) && block.from.empty())) return {};
  block.lines = last - at + 1;
  return block;
}

Separator separator_of(std::string_view line) {
  const std::string_view t = trim(without_quote_marks(line));
  if (t.size() < 6 || t.size() > 160) return Separator::none;
  const auto dash = [](std::string_view s) { return s.starts_with("--") || s.starts_with("__") || s.starts_with("==") || s.starts_with("*-") || s.starts_with("-*") || s.starts_with("\xE2\x80\x94") || s.starts_with("\xE2\x80\x93") || s.starts_with("**"); };
  const bool dashed = dash(t) || t.starts_with("- ");
  const bool colon = t.ends_with(':') || t.ends_with("\xEF\xBC\x9A");
  if (!dashed && !colon) return Separator::none;
  const std::string folded = fold(t);
  if (any_of_words(folded, kForwarded) || any_of_words(folded, kMoreForwarded)) {
    if (dashed || (colon && t.size() < 70)) return Separator::forwarded;
  }
  if (any_of_words(folded, kOriginal)) {
    if (dashed || (colon && t.size() < 60)) return Separator::original;
  }
  return Separator::none;
}

bool is_rule(std::string_view line) {
  const std::string_view t = trim(line);
  if (t.empty() || t.size() > 300) return false;
  std::size_t marks = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const char c = t[i];
    if (std::string_view("-_=#*~+").find(c) != std::string_view::npos) { ++marks; continue; }
    if (c == ' ') continue;
    // Dashes, horizontal bars and Gmail's tracking mark U+1427.
    const std::string_view rest = t.substr(i);
    bool wide = false;
    for (std::string_view w : {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95", "\xE2\x94\x80", "\xE1\x90\xA7", "\xE2\x94\x81"}) {
      if (rest.starts_with(w)) { marks += 2; i += 2; wide = true; break; }
    }
    if (!wide) return false;
  }
  return marks >= 2;
}

bool is_mobile_signature(std::string_view line) {
  static constexpr Beginnings kStarts(std::array<std::string_view, 81>{
      "sent from my ", "sent from yahoo", "sent from outlook", "sent from samsung", "sent from iphone", "sent from android", "sent from gmail", "sent from mail",
      "sent from proton", "sent from nine", "sent from mobile", "sent from airmail", "sent from spark", "sent from blue", "sent from windows", "sent from a phone",
      "sent from a mobile", "sent from a smartphone", "sent from the all new", "sent from myspace", "sent with ", "sent via ", "sent using ", "sent by galaxy", "from my iphone", "from my ipad", "from my android",
      "get outlook for", "get [outlook for", "download outlook for", "envoyé de mon", "envoyé depuis", "envoyé à partir", "envoyé avec", "gesendet von", "gesendet mit", "enviado desde", "enviado de mi", "enviado do", "enviado a partir", "enviado pelo", "inviato da", "verzonden vanaf", "verstuurd vanaf", "verzonden met",
      "skickat från", "sendt fra", "sendt med", "lähetetty ", "wysłane z ", "wysłano z ", "odesláno z ", "odoslané z ", "отправлено с ", "отправлено из ", "отправлено через ", "отправлено от ", "надіслано з ", "отримати outlook", "получите outlook", "получить outlook", "скачайте outlook", "скачать outlook", "завантажити outlook", "outlook для ", "télécharger outlook", "téléchargez outlook", "obtenez outlook", "obtenir outlook", "holen sie sich outlook", "laden sie outlook", "obtener outlook", "obtenga outlook", "obter o outlook", "obtenha o outlook", "scarica outlook", "pobierz outlook", "hämta outlook", "发自我的", "從我的", "trimis de pe"});
  static constexpr std::array<std::string_view, 12> kEnds = {
      "dan gönderildi", "den gönderildi", "から送信", "에서 보냄", "থেকে পাঠানো", "থেকে প্রেরিত", "থেকে পাঠানো হয়েছে", "থেকে পাঠানো হয়েছে", "gerät gesendet", "telefon gesendet", "mail gesendet", " from mobile"};
  std::string_view t = trim(line);
  while (!t.empty() && std::string_view("*_[-( <").find(t.front()) != std::string_view::npos && !t.starts_with("[http")) t.remove_prefix(1);
  if (t.size() < 6 || t.size() > 200) return false;
  std::string folded = fold(t);
  if (folded.starts_with("sent from [")) folded.erase(10, 1);
  const bool start = kStarts.begin(folded);
  std::string_view tail = trim(folded);
  while (!tail.empty() && (tail.back() == '.' || tail.back() == '*' || tail.back() == ' ')) tail.remove_suffix(1);
  const bool end = std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view p) { return tail.ends_with(p); });
  if (!start && !end) return false;
  // Prose goes on behind a comma ("Sent from my desk, is much easier") or is long.
  const std::size_t comma = folded.find(", ");
  const bool excuse = folded.find("excuse") != folded.npos || folded.find("http") != folded.npos;
  const std::size_t words = static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) + 1;
  if (folded.starts_with("sent via ") || folded.starts_with("sent with ") || folded.starts_with("sent using ") || end) return words <= 10 && comma == folded.npos;
  return (comma == folded.npos || excuse) && words <= 14;
}

}  // namespace sahay::text
