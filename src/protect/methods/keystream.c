#include "protect/methods/keystream.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "protect/methods/ratio.h"

static void mac(const void *key, size_t nkey, const void *p, size_t n,
		unsigned char out[KEYSTREAM_BLOCK])
{
	unsigned length = KEYSTREAM_BLOCK;

	ratio_need(HMAC(EVP_sha256(), key, (int)nkey, p, n, out, &length) != NULL);
}

void keystream_open(struct keystream *s, const struct key *key, const char *context)
{
	static const char label[] = "yangguang noise 1|";
	struct buf text = BUF_INIT;

	*s = (struct keystream){ .used = KEYSTREAM_BLOCK };
	buf_puts(&text, label);
	buf_puts(&text, context);
	mac(key->bytes, key->n, text.p, text.n, s->key);
	buf_release(&text);
}

static void next_block(struct keystream *s)
{
	unsigned char number[8];
	int i;

	for (i = 0; i < 8; i++)
		number[i] = (unsigned char)(s->counter >> (56 - 8 * i));
	s->counter++;
	mac(s->key, sizeof(s->key), number, sizeof(number), s->block);
	s->used = 0;
}

void keystream_bytes(struct keystream *s, void *p, size_t n)
{
	unsigned char *to = p;
	size_t take;

	for (; n > 0; n -= take, to += take) {
		if (s->used == KEYSTREAM_BLOCK)
			next_block(s);
		take = KEYSTREAM_BLOCK - s->used;
		take = take < n ? take : n;
		memcpy(to, s->block + s->used, take);
		s->used += take;
	}
}

void keystream_close(struct keystream *s)
{
	OPENSSL_cleanse(s, sizeof(*s));
}
