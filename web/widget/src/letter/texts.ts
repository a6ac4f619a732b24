// Texts of the letter, loaded with its first use.
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import { language } from '../text';
import type { Messages } from './generated/messages';

let messages: Messages;

export async function load_texts(): Promise<void> {
  const loaders = {
    en: () => import('./generated/messages.en'),
    bn: () => import('./generated/messages.bn'),
    ru: () => import('./generated/messages.ru'),
  };
  messages = (await loaders[language]()).messages;
}

export function t<K extends keyof Messages>(key: K, ...args: MessageArguments<Messages[K]>): string {
  return formatMessage(messages[key] as string, args[0]);
}
