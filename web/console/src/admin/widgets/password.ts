// A first password that can be read out: four groups of letters that are not taken for each other.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

export function newPassword(): string {
  const picked: string[] = [];
  // Values above the last whole multiple would make some letters likelier.
  const limit = 256 - (256 % letters.length);
  while (picked.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < limit && picked.length < 16) picked.push(letters[byte % letters.length]!);
  }
  return [0, 4, 8, 12].map((at) => picked.slice(at, at + 4).join('')).join('-');
}
