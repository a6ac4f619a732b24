#include <gtest/gtest.h>

#include "platform/text/html.h"

namespace sahay::text {
namespace {

std::string clean(std::string_view html) { return sanitise_html(html).html; }

TEST(SanitiseHtml, scripts_forms_and_frames_disappear) {
  EXPECT_EQ(clean("<p>a<script>alert(1)</script>b</p>"), "<p>ab</p>");
  EXPECT_EQ(clean("<form action=x><input name=a>text</form>"), "text");
  EXPECT_EQ(clean("<iframe src=http://x></iframe><svg onload=alert(1)><a>x</a></svg><math><mi>x</mi></math>ok"), "ok");
  EXPECT_EQ(clean("<style>p{}</style><p onclick=\"x()\">a</p>"), "<p>a</p>");
  EXPECT_EQ(clean("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>").find("<img"), std::string::npos);
}

TEST(SanitiseHtml, only_harmless_addresses_stay_links) {
  EXPECT_EQ(clean("<a href=\"https://x.example/?a=1&b=2\">l</a>"),
            "<a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">l</a>");
  EXPECT_EQ(clean("<a href=\" java\nscript:alert(1)\">l</a>"), "<a>l</a>");
  EXPECT_EQ(clean("<a href=\"data:text/html,x\">l</a>"), "<a>l</a>");
  EXPECT_NE(clean("<a href=\"tel:+880171\">l</a>").find("tel:+880171"), std::string::npos);
}

TEST(SanitiseHtml, remote_images_wait_for_the_reader_and_inline_ones_are_rewritten) {
  const SanitisedHtml remote = sanitise_html("<img src=\"http://x.example/p.gif\" alt=\"pixel\" onerror=\"x\">");
  EXPECT_EQ(remote.html, "<img data-remote-src=\"http://x.example/p.gif\" alt=\"pixel\">");
  EXPECT_TRUE(remote.has_remote_content);
  SanitiseOptions options;
  options.inline_url = [](std::string_view id) { return "/files/" + std::string(id); };
  EXPECT_EQ(sanitise_html("<img src=\"cid:a@x\">", options).html, "<img src=\"/files/a@x\">");
  EXPECT_EQ(clean("<img src=\"data:image/svg+xml;base64,AAAA\">"), "");
  EXPECT_EQ(clean("<img src=\"data:image/png;base64,AAAA\">"), "<img src=\"data:image/png;base64,AAAA\">");
}

TEST(SanitiseHtml, styles_keep_colours_and_lose_loads) {
  EXPECT_EQ(clean("<p style=\"color:red;background-image:url(http://x);position:fixed;font-size:12px\">a</p>"), "<p style=\"color:red;font-size:12px;\">a</p>");
  EXPECT_EQ(clean("<p style=\"color:\\75rl(x);width:expression(alert(1));margin:-500px\">a</p>"), "<p>a</p>");
  EXPECT_EQ(clean("<p background=\"http://x.example/a.gif\" class=\"x\" id=\"y\">a</p>"), "<p>a</p>");
}

TEST(SanitiseHtml, links_above_the_limit_lose_their_address) {
  SanitiseOptions options;
  options.max_links = 1;
  const SanitisedHtml result = sanitise_html("<a href=\"http://a.example\">1</a><a href=\"http://b.example\">2</a>", options);
  EXPECT_TRUE(result.limited);
  EXPECT_NE(result.html.find("<a>2</a>"), std::string::npos);
}

TEST(Sanitise, a_body_of_more_tags_than_anybody_writes_is_shown_by_its_words) {
  std::string html;
  for (int i = 0; i < 60'000; ++i) html += "<i>a&lt;</i>\n";
  html += "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;img src=x&gt; end";
  const SanitisedHtml result = sanitise_html(html);
  EXPECT_TRUE(result.limited);
  EXPECT_EQ(result.html.find("<i"), std::string::npos);
  EXPECT_EQ(result.html.find("<img"), std::string::npos);
  EXPECT_EQ(result.html.find("<script"), std::string::npos);
  EXPECT_NE(result.html.find("&lt;img src=x&gt; end"), std::string::npos);
}

// Pieces that the tree builder does not see must not change the tree, nor come out unescaped.
TEST(Sanitise, long_pieces_of_text_come_out_as_if_the_tree_builder_had_read_them) {
  const std::string words = "The pump on the second floor stopped this morning \"again\" and the water stands > 5 cm";
  const std::vector<std::string> sources = {
      "<p>" + words + "</p>", words, "   " + words + "   ", "<table>" + words + "<tr><td>" + words + "</td>" + words + "</table>" + words,
      "<pre>\n\n  " + words + "\n" + words + "</pre>", "<b>" + words + "<p>" + words + "</b>" + words + "</p>",
      "<style>" + words + "</style><script>" + words + "</script>" + words, "<title>" + words + "</title><textarea>" + words + "</textarea>",
      "<a title=\"x>" + words + "\" href=https://meghna.example/" + words + ">" + words + "</a>", "<a title='" + words + " <b> " + words + "'>" + words,
      "<noembed>" + words + "</noembed><iframe>" + words + "</iframe><svg><style>" + words + "<img src=x>" + words + "</style></svg>" + words,
      "<!-- " + words + " --!> " + words + " <!-- open " + words, words + " &amp; " + words + " &#x41; &lt;script&gt; " + words + "\r\n" + words,
      "<select><option>" + words + "</select>" + words, "<ul><li>" + words + "<li>" + words + "</ul>", "<!-- " + words + " -->" + words + "<!-- " + words,
      words + "\xF3\xB0\x80\x80" + words, words + "&#983040;" + words + "&#xF0000;" + words, "<img alt=\"" + words + "\" src=\"https://meghna.example/x.png\">",
      "একটি দীর্ঘ বাংলা বাক্য যেখানে পাম্প বন্ধ <p>Насос на втором этаже остановился сегодня утром", words + std::string("\0\x01\x7F", 3) + words + "\xC2\x9E" + words + "\xEF\xBF\xBF" + words,
      words + "&ampere &notit; &copy2026 " + words + " 5 &lt 6"};
  SanitiseOptions whole;
  whole.whole_text = true;
  for (const std::string& source : sources) {
    const std::string html = sanitise_html(source).html;
    EXPECT_EQ(html, sanitise_html(source, whole).html) << source;
    EXPECT_EQ(html.find("<script"), html.npos) << source;
  }
  EXPECT_EQ(sanitise_html("<p>" + words + "</p>").html, "<p>The pump on the second floor stopped this morning &quot;again&quot; and the water stands &gt; 5 cm</p>");
}

TEST(Sanitise, what_was_made_of_plain_lines_comes_out_as_the_tree_would_give_it) {
  SanitiseOptions whole;
  whole.whole_text = true;
  const std::vector<std::string> same = {"Насос остановился.<br>\nWater &amp; &lt;oil&gt; stand &quot;5 cm&quot; high, it&#39;s late", "একটি<br>\n<br>\nদুই  ", "a<br><br>b\n", "<br>\nx", "<br>", "a = b; c &amp;amp; d"};
  for (const std::string& html : same) {
    EXPECT_EQ(clean(html), html);
    EXPECT_EQ(sanitise_html(html, whole).html, html);
  }
  const std::vector<std::string> others = {" a", "\na", "a&nbsp;b", "a & b", "a > b", "it's", "a<br/>b", "a<BR>b", "a<br", "a</br>b", "a&ltb", "a&#39", "\xEF\xBB\xBF" "a", "a\xC2\x85" "b", "a\rb", "a\fb", "a\tb", "a\x7F" "b",
                                           std::string("a\0b", 3), "a\xEF\xBF\xBE" "b", "a\xF0\x9F\x98\x80" "b", "", "\n", "<br> <script>x</script>"};
  for (const std::string& html : others) EXPECT_EQ(clean(html), sanitise_html(html, whole).html) << html;
  for (const char* text : {"two\nlines", "a \"b\" <c> & 'd'\n\n- e\n", "ключ\nзамок"}) EXPECT_EQ(clean(text_to_html(text)), text_to_html(text));
}

TEST(HtmlToText, blocks_become_lines_and_entities_characters) {
  EXPECT_EQ(html_to_text("<div>a &amp; b</div><div><br></div><p>c&nbsp;d</p><ul><li>x</li><li>y</li></ul>"), "a & b\n\nc\xC2\xA0" "d\n\n- x\n- y\n");
  EXPECT_EQ(html_to_text("<style>x</style><title>t</title><script>y</script>z"), "z\n");
  EXPECT_EQ(html_to_text("a<div style=\"display:none\">secret</div>b"), "a\nb\n");
}

TEST(HtmlToText, quotations_of_known_clients_are_marked) {
  const HtmlText gmail = html_to_marked_text("<div>mine</div><div class=\"gmail_quote\">On Monday<blockquote>theirs</blockquote>inline</div>");
  ASSERT_EQ(gmail.marks.size(), 1u);
  const HtmlMark& mark = gmail.marks[0];
  EXPECT_NE(gmail.text.substr(mark.text_begin, mark.text_end - mark.text_begin).find("theirs"), std::string::npos);
  EXPECT_GT(gmail.text.find("inline"), mark.text_end - 1);
  EXPECT_EQ(html_to_marked_text("<p>a</p><div id=\"x_divRplyFwdMsg\">From</div><p>b</p>").marks.size(), 1u);
}

TEST(TextToHtml, links_are_made_and_markup_is_escaped) {
  EXPECT_EQ(text_to_html("see <https://x.example/a>."), "see &lt;<a href=\"https://x.example/a\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">https://x.example/a</a>&gt;.");
  EXPECT_EQ(text_to_html("a\n> b\nc"), "a<blockquote>b</blockquote>c");
  EXPECT_NE(text_to_html("write to rina@meghna.example").find("mailto:rina@meghna.example"), std::string::npos);
}

}  // namespace
}  // namespace sahay::text
