import { createHmac, randomUUID } from 'node:crypto';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function helpToken(customer, key) {
  const now = Math.floor(Date.now() / 1000);
  const body = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part({
    external_id: String(customer.id),
    name: customer.name,
    email: customer.email,
    email_verified: customer.emailConfirmed,
    iat: now,
    exp: now + 3600,
    jti: randomUUID(),
  });
  return body + '.' + createHmac('sha256', key).update(body).digest('base64url');
}
