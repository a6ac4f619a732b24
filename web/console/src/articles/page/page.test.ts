// The page and the Markdown it stands for: what was not touched comes back letter by letter, what was touched says the same to the
// server. Expected texts are written by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Mark, Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { marks, nodes, schema } from './schema';
import { essence, PageText } from './write_page';

const types = (markdown: string) => new PageText(markdown).parts.map((part) => part.node.type.name);
const paragraph = (...inline: Node[]) => nodes.paragraph!.create(null, inline);
const words = (text: string, ...set: Mark[]) => schema.text(text, set);
const doc = (...blocks: Node[]) => nodes.doc!.create(null, blocks);
const written = (...blocks: Node[]) => new PageText('').write(doc(...blocks)).markdown;
const strong = marks.strong!.create();
const em = marks.em!.create();
const link = marks.link!.create({ href: '/articles/7' });

/** Puts `by` for the first `what` on the page, and answers the Markdown. */
function edited(markdown: string, what: string, by: string): string {
  const text = new PageText(markdown);
  let state = EditorState.create({ doc: text.doc() });
  let at = -1;
  state.doc.descendants((node, place) => { if (at < 0 && node.isText && node.text!.includes(what)) at = place + node.text!.indexOf(what); });
  assert.ok(at >= 0, `${what} stands on the page`);
  state = state.apply(state.tr.insertText(by, at, at + what.length));
  return text.write(state.doc).markdown;
}

const demo = [...readFileSync(new URL('../../../../../server/desk/helpcenter/seed_articles.cc', import.meta.url), 'utf8').matchAll(/R"\(([\s\S]*?)\)"/g)].map((found) => found[1]!);

test('every article of the demo is drawn whole, and comes back letter by letter', () => {
  assert.equal(demo.length, 24);
  for (const markdown of demo) {
    const text = new PageText(markdown);
    assert.equal(text.write(text.doc()).markdown, markdown);
    assert.ok(!text.parts.some((part) => part.node.type === nodes.kept), markdown);
  }
});

test('a word changed in any block of any article of the demo changes that block alone', () => {
  for (const markdown of demo) {
    const text = new PageText(markdown);
    text.parts.forEach((part, index) => {
      let at = -1;
      const page = text.doc();
      const before = page.children.slice(0, index).reduce((sum, node) => sum + node.nodeSize, 0);
      part.node.descendants((node, place) => { if (at < 0 && node.isText && /\p{L}/u.test(node.text!)) at = before + 1 + place + node.text!.search(/\p{L}/u); });
      const state = EditorState.create({ doc: page });
      const out = text.write(state.apply(state.tr.insertText('Ж', at)).doc).markdown;
      assert.ok(out.startsWith(markdown.slice(0, part.from)) && out.endsWith(markdown.slice(part.to)), out);
      assert.equal(out.length, markdown.length + 1, out.slice(part.from, part.from + 200));
    });
  }
});

const untouched: [string, string][] = [
  ['marks of every habit', '__Важно:__ *сначала* _потом_ ~~никогда~~ `код`\n'],
  ['lists of every sign', '* এক\n* দুই\n\n+ three\n+ four\n\n3) пять\n4) шесть'],
  ['a title underlined', 'Зарядка\n=======\n\nবাতি\n---\n\n\n\ntext  '],
  ['lines that break', 'первая  \nвторая\\\nтретья'],
  ['lines wrapped by hand', 'প্রথম লাইন\nদ্বিতীয় লাইন\nতৃতীয়'],
  ['a table without edges', 'a | б\n:-- | --:\n১ | **2**\n'],
  ['Windows line ends', '# One\r\n\r\ntwo\r\n\r\n- three\r\n- четыре\r\n'],
  ['code by fence and by room', '~~~js\nlet a = `b`;\n~~~\n\n    indented\n'],
  ['raw HTML', 'до\n\n<details>\n<summary>Ещё</summary>\n\nвнутри\n\n</details>\n\nпосле'],
  ['a comment and a directive', '<!-- note -->\n\n:::warning\nGeschlossen\n:::\n'],
  ['links by label', 'См. [статью][1] и [ещё].\n\n[1]: /articles/1 "Раз"\n[ещё]: /articles/2\n'],
  ['nothing but room', '\n\n  \n'],
  ['a lazy quotation', '> раз\nдва\n\nтри'],
  ['tabs', '-\tраз\n\t- два\n'],
];
for (const [what, markdown] of untouched) {
  test(`${what} come back as they were when nobody touched them`, () => {
    const text = new PageText(markdown);
    assert.equal(text.write(text.doc()).markdown, markdown);
  });
}

test('what the page has no form for is kept with its source, and only that', () => {
  assert.deepEqual(types('a\n\n<div>\nb\n</div>\n\nc'), ['paragraph', 'kept', 'paragraph']);
  assert.deepEqual(types('a <b>c</b>\n\nd'), ['kept', 'paragraph']);
  assert.deepEqual(types('[x]: /y\n\n[x]'), ['kept', 'paragraph']);
  assert.deepEqual(types('> a\nb'), ['kept']);
  assert.equal(new PageText('<div>\nb\n</div>\n\nc').parts[0]!.node.attrs.source, '<div>\nb\n</div>');
});

test('what is around a changed word keeps its habits', () => {
  const before = '* раз\n* два\n\n\n\n__Жирный__ _курсив_\nв две строки\n\n| a | b |\n|---|:-:|\n| слово | в |\n\n<!-- keep -->\n\nконец\n';
  assert.equal(edited(before, 'слово', 'শব্দ'), before.replace('| a | b |\n|---|:-:|\n| слово | в |', '| a | b |\n| --- | :-: |\n| শব্দ | в |'));
  assert.equal(edited(before, 'конец', 'начало'), before.replace('конец', 'начало'));
  assert.equal(edited(before, 'раз', 'три'), before.replace('раз', 'три'));
  assert.equal(edited(before, 'Жирный', 'Bold'), before.replace('__Жирный__ _курсив_\nв две строки', '**Bold** *курсив* в две строки'));
});

test('a change that is taken back gives the old text, with its habits', () => {
  const markdown = '* раз\n* __два__\n\nтри';
  const text = new PageText(markdown);
  const state = EditorState.create({ doc: text.doc() });
  const typed = state.apply(state.tr.insertText('x', 3));
  const back = typed.apply(typed.tr.delete(3, 4));
  assert.notEqual(text.write(typed.doc).markdown, markdown);
  assert.equal(text.write(back.doc).markdown, markdown);
});

test('room between blocks that is no empty line stays where it may', () => {
  assert.equal(edited('## Шаги\n1. раз\n2. два', 'Шаги', 'Порядок'), '## Порядок\n1. раз\n2. два');
  assert.equal(edited('текст\n- раз', 'текст', 'слова'), 'слова\n- раз');
});

test('new blocks are written plainly', () => {
  const item = (...blocks: Node[]) => nodes.list_item!.create(null, blocks);
  const cell = (head: boolean, text: string) => nodes.table_cell!.create({ head }, text ? words(text) : null);
  assert.equal(written(nodes.heading!.create({ level: 3 }, words('Зачем'))), '### Зачем');
  assert.equal(written(nodes.bullet_list!.create(null, [item(paragraph(words('এক')), nodes.bullet_list!.create(null, [item(paragraph(words('দুই')))])), item(paragraph(words('তিন')))])), '- এক\n  - দুই\n- তিন');
  assert.equal(written(nodes.ordered_list!.create({ order: 9 }, [item(paragraph(words('a'))), item(paragraph(words('b')), nodes.code_block!.create(null, words('c\n\nd')))])), '9. a\n\n10. b\n\n    ```\n    c\n\n    d\n    ```');
  assert.equal(written(nodes.blockquote!.create(null, [paragraph(words('а')), paragraph(words('б'))])), '> а\n>\n> б');
  assert.equal(written(nodes.table!.create(null, [nodes.table_row!.create(null, [cell(true, 'a|b'), cell(true, '')]), nodes.table_row!.create(null, [cell(false, '১'), cell(false, '_')])])), '| a\\|b |  |\n| --- | --- |\n| ১ | \\_ |');
  assert.equal(written(paragraph(words('a')), nodes.horizontal_rule!.create(), nodes.code_block!.create({ info: 'sh' }, words('``` x'))), 'a\n\n---\n\n````sh\n``` x\n````');
  assert.equal(written(paragraph(nodes.image!.create({ src: '/help-files/1/a b.png', alt: 'Красный [кран]' }))), '![Красный \\[кран\\]](</help-files/1/a b.png>)');
  assert.equal(written(paragraph(), paragraph(words('a')), paragraph()), 'a');
});

test('two lists beside each other stay two', () => {
  const list = (text: string) => nodes.bullet_list!.create(null, [nodes.list_item!.create(null, [paragraph(words(text))])]);
  assert.equal(written(list('a'), list('b')), '- a\n\n* b');
  const text = new PageText('- a\n\nmiddle\n\n- b');
  const state = EditorState.create({ doc: text.doc() });
  const from = state.doc.child(0).nodeSize;
  assert.equal(text.write(state.apply(state.tr.delete(from, from + state.doc.child(1).nodeSize)).doc).markdown, '- a\n\n* b');
});

const spoken: [string, Node[], string][] = [
  ['bold before a letter', [words('Ответ:', strong), words('да')], '**Ответ:**&#1076;а'],
  ['bold with a space at its end', [words('Ответ: ', strong), words('да')], '**Ответ:** да'],
  ['Bengali with marks inside a word', [words('ব্যা', strong), words('টারি')], '**ব্যা**টারি'],
  ['bold beside emphasis', [words('a', em), words('b', strong)], '*a***b**'],
  ['bold within emphasis', [words('a ', em), words('b', em, strong)], '*a **b***'],
  ['a link over bold and plain', [words('a ', link), words('b', link, strong)], '[a **b**](/articles/7)'],
  ['signs that mean something', [words('1*2*3 [x] <y> `z` a_b _c_ & &amp; \\')], '1\\*2\\*3 \\[x\\] \\<y> \\`z\\` a_b \\_c\\_ & \\&amp; \\\\'],
  ['a line like a heading', [words('# 5 is a number')], '\\# 5 is a number'],
  ['a line like a step', [words('2024. Год')], '2024\\. Год'],
  ['a line like a rule', [words('---')], '\\---'],
  ['code with ticks', [words('a`b', marks.code!.create())], '``a`b``'],
  ['an address that is its own words', [words('https://example.com/a_b', marks.link!.create({ href: 'https://example.com/a_b' }))], '<https://example.com/a_b>'],
  ['an address with room in it', [words('x', marks.link!.create({ href: '/search?q=a b(c)' }))], '[x](</search?q=a b(c)>)'],
  ['a broken line', [words('раз'), nodes.hard_break!.create(), words('- два')], 'раз\\\n\\- два'],
];
for (const [what, inline, markdown] of spoken) {
  test(`${what} is written so that it is read the same`, () => {
    assert.equal(written(paragraph(...inline)), markdown);
    const again = new PageText(markdown).parts;
    assert.equal(again.length, 1);
    assert.equal(essence(again[0]!.node), essence(paragraph(...inline)));
  });
}

// What the words of a Markdown are, by CommonMark and the tables of GitHub.
const drawn: [string, string][] = [
  ['**Важно:**слово', '**Важно:**слово'],
  ['*раз **два***', 'em(раз )strong+em(два)'],
  ['a*"b"*c', 'a*"b"*c'],
  ['__ক__খ', '__ক__খ'],
  ['**ক**খ', 'strong(ক)খ'],
  ['~~нет~~ ~да~', 'strike(нет) strike(да)'],
  ['`` a`b ``', 'code(a`b)'],
  ['[x](/a "t") [y](</b c>)', 'link /a t(x) link /b c (y)'],
  ['см. https://a.example/b_c_d.', 'см. link https://a.example/b_c_d (https://a.example/b_c_d).'],
  ['a\\*b &amp; &#1078;', 'a*b & ж'],
];
for (const [markdown, wanted] of drawn) {
  test(`the words of ${markdown} are those the server draws`, () => {
    const { node } = new PageText(markdown).parts[0]!;
    const said = node.children.map((each) => {
      const names = each.marks.map((mark) => (mark.type === marks.link ? `link ${mark.attrs.href as string} ${mark.attrs.title as string}` : mark.type.name)).join('+');
      return names ? `${names}(${each.text ?? ''})` : each.text ?? '';
    }).join('');
    assert.equal(said, wanted);
  });
}

test('where a block of the page begins in the Markdown is known', () => {
  const text = new PageText('## Раз\n\nдва\n\n- три');
  assert.deepEqual(text.write(text.doc()).starts, [0, 8, 13]);
});
