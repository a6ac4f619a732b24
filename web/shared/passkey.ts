// Passkeys between the server's JSON (bytes as base64url) and the browser's own form. Used by the console and the portal.

export const passkeysWork = (): boolean => typeof PublicKeyCredential === 'function' && window.isSecureContext;

function bytes(text: string): ArrayBuffer {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer | null): string {
  const raw = Array.from(new Uint8Array(buffer ?? new ArrayBuffer(0)), (byte) => String.fromCharCode(byte)).join('');
  return btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

interface Listed { id: string; type: 'public-key'; transports?: string[] }
const listed = (list: Listed[]) => list.map((each) => ({ ...each, id: bytes(each.id) })) as PublicKeyCredentialDescriptor[];

/** As the server writes it: the browser's own shape, with text for bytes. */
export interface Options {
  challenge: string;
  user: { id: string };
  excludeCredentials: Listed[];
  allowCredentials: Listed[];
}

/** Asks the device for a new passkey; what the server wants to see of it. */
export async function makePasskey(options: Options): Promise<Record<string, unknown>> {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: listed(options.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions }) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] };
}

/** Lets the person choose one of their passkeys and sign with it. */
export async function usePasskey(options: Options): Promise<Record<string, unknown>> {
  const used = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: listed(options.allowCredentials) } }) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    id: text(used.rawId),
    response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}
