/*
 * sign: signatures by persons over bytes: Ed25519 (RFC 8032), and SM2 with SM3
 * (GB/T 32918.2, GB/T 32905, the usual identity 1234567812345678), by OpenSSL.
 *
 * A private key is a PEM file without a passphrase (openssl genpkey -algorithm
 * ed25519 | SM2), checked as key.h checks keys; else ERR_PERM.  A public key is
 * its SubjectPublicKeyInfo, as PEM or as the base64 in the PEM.  Signatures are
 * base64 too.  Whatever OpenSSL frees in a program that signs is wiped first.
 */
#ifndef CORE_SIGN_H
#define CORE_SIGN_H

#include "core/buf.h"
#include "core/err.h"

enum sign_algorithm { SIGN_ED25519, SIGN_SM2 };
/* "ed25519", "sm2"; NULL-ended, in the order of the enum. */
extern const char *const sign_algorithms[];

enum { SIGN_ID = 17 }; /* with the NUL */

/* A private key, or a public one. */
struct sign_key;

int sign_key_load(const char *path, struct sign_key **key, struct err *err);
/* `what` names it in messages.  Not such a key: ERR_CONFIG. */
int sign_public_read(const char *text, enum sign_algorithm algorithm, const char *what,
		     struct sign_key **key, struct err *err);
/* A fresh private key, into a new file of its owner alone. */
int sign_key_create(const char *path, enum sign_algorithm algorithm, struct err *err);
void sign_key_free(struct sign_key *key); /* NULL is legal */

enum sign_algorithm sign_key_algorithm(const struct sign_key *key);
/* First 16 hex digits of SHA-256 of the public key's DER: the same for both halves. */
const char *sign_key_id(const struct sign_key *key);
/* The public half as base64, added to `to`. */
void sign_public_text(const struct sign_key *key, struct buf *to);

/* The signature as base64, added to `to`. */
int sign_bytes(const struct sign_key *key, struct str bytes, struct buf *to, struct err *err);
/* Whether `signature` (base64) over the bytes is this key's. */
bool sign_is_good(const struct sign_key *key, struct str bytes, const char *signature);

#endif
