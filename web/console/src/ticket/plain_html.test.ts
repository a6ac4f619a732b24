import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VNode } from 'preact';
import { plainElements } from './plain_html';

const shapeOf = (nodes: unknown) => JSON.stringify(nodes, (key, value: unknown) => {
  if (value && typeof value === 'object' && 'type' in value) { const node = value as VNode<{ children?: unknown }>; return [node.type, node.props.children ?? '']; }
  return key === '' || value !== null ? value : undefined;
});

test('paragraphs of bare words become paragraphs, their line ends stay', () => {
  assert.equal(shapeOf(plainElements('<p>Hello Rina,</p>')), '[["p",["Hello Rina,"]]]');
  assert.equal(shapeOf(plainElements('<p>আজ আসব।<br>ধন্যবাদ</p><p></p><p>До завтра</p>')), '[["p",["আজ আসব।",[["br",""],"ধন্যবাদ"]]],["p",[""]],["p",["До завтра"]]]');
});

test('all that is more than bare words is left to the parser of the browser', () => {
  for (const html of ['<p>a &amp; b</p>', '<p class="x">a</p>', '<p>a</p>b', '<p>a<b>b</b></p>', '<p>a<script>b</script></p>', '<p>a</p><p>b', 'a</p><p>b</p>', '<p>a<p>b</p></p>']) {
    assert.throws(() => plainElements(html), /DOMParser/, html);
  }
});
