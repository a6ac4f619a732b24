<?php
function help_token(array $customer, string $key): string {
    $part = fn(string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $body = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $part(json_encode([
        'external_id' => (string) $customer['id'],
        'name' => $customer['name'],
        'email' => $customer['email'],
        'email_verified' => $customer['email_confirmed'],
        'iat' => time(),
        'exp' => time() + 3600,
        'jti' => bin2hex(random_bytes(16)),
    ]));
    return $body . '.' . $part(hash_hmac('sha256', $body, $key, true));
}
