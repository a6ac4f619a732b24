// What the server says of the second step of a person.
import { ApiError } from '@sahay/shared/client';
import { t } from './texts';

export interface Setup {
  secret: string;
  uri: string;
  qr: { size: number; path: string };
}
export interface TotpState {
  enabled: boolean;
  required: boolean;
  confirmed_at: string | null;
  last_used_at: string | null;
  recovery_codes_left: number;
}
export interface Totp extends TotpState, Partial<Setup> {
  recovery_codes?: string[];
}

/** In the server's words, or that it was not reached. */
export const reasonOf = (error: unknown): string => (error instanceof ApiError && error.status !== 0 ? error.reason : t('access.failed'));
/** "JBSW Y3DP ..." is easier to type. */
export const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');
