// Markdown of an article that came as HTML (by API or import): headings, lists, tables, links, pictures and emphasis. What has
// no Markdown keeps its words. Iterative over blocks, bounded depth: the HTML was cleaned by the server.

const deepest = 60;

export function htmlToMarkdown(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return blocks(body, 0).replace(/\n{3,}/g, '\n\n').trim();
}

const escaped = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<]/g, '\\$&');
const indented = (text: string, by: string) => text.split('\n').map((line, index) => (index && line ? by + line : line)).join('\n');

function inline(node: Node, depth: number): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.nodeValue ?? '');
  if (!(node instanceof HTMLElement) || depth > deepest) return escaped(node.textContent ?? '');
  const inside = () => [...node.childNodes].map((child) => inline(child, depth + 1)).join('');
  const around = (mark: string) => { const words = inside(); return words.trim() ? words.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : words; };
  switch (node.tagName) {
    case 'BR': return '  \n';
    case 'B': case 'STRONG': return around('**');
    case 'I': case 'EM': return around('*');
    case 'S': case 'DEL': case 'STRIKE': return around('~~');
    case 'CODE': return `\`${node.textContent ?? ''}\``;
    case 'IMG': return `![${(node.getAttribute('alt') ?? '').replace(/[[\]]/g, '')}](${node.getAttribute('src') ?? ''})`;
    case 'A': { const address = node.getAttribute('href'); return address ? `[${inside()}](${address})` : inside(); }
    default: return inside();
  }
}

function isBlock(node: Node): node is HTMLElement {
  return node instanceof HTMLElement && /^(P|DIV|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|HR|SECTION|ARTICLE|FIGURE|DL|DT|DD)$/.test(node.tagName);
}

function blocks(parent: Node, depth: number): string {
  if (depth > deepest) return escaped(parent.textContent ?? '');
  let out = '';
  let line = '';
  const endLine = () => { if (line.trim()) out += `${line.trim()}\n\n`; line = ''; };
  for (const node of parent.childNodes) {
    if (!isBlock(node)) { line += inline(node, depth + 1); continue; }
    endLine();
    out += `${block(node, depth)}\n\n`;
  }
  endLine();
  return out.trimEnd();
}

function block(node: HTMLElement, depth: number): string {
  const heading = /^H([1-6])$/.exec(node.tagName);
  if (heading) return `${'#'.repeat(Number(heading[1]))} ${inline(node, depth).trim()}`;
  switch (node.tagName) {
    case 'UL': case 'OL': return list(node, depth);
    case 'BLOCKQUOTE': return blocks(node, depth + 1).split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');
    case 'PRE': return `\`\`\`\n${(node.textContent ?? '').replace(/\n$/, '')}\n\`\`\``;
    case 'HR': return '---';
    case 'TABLE': return table(node as HTMLTableElement, depth);
    default: return blocks(node, depth + 1);
  }
}

function list(node: HTMLElement, depth: number): string {
  const ordered = node.tagName === 'OL';
  return [...node.children].map((item, index) => {
    const lead = ordered ? `${index + 1}. ` : '- ';
    return lead + indented(blocks(item, depth + 1), ' '.repeat(lead.length));
  }).join('\n');
}

function table(node: HTMLTableElement, depth: number): string {
  const rows = [...node.rows].map((row) => [...row.cells].map((cell) => inline(cell, depth).replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|').trim()));
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  return [line(rows[0]!), line(Array.from({ length: width }, () => '---')), ...rows.slice(1).map(line)].join('\n');
}
