#include "inspect/finding.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/fold.h"
#include "core/mem.h"

/* A leak of a whole table is no reason to hold a whole table: what comes
 * behind so many different findings is counted, not listed. */
enum { LISTED_MAX = 100000, SUBKEY = 32 };

struct findings {
	unsigned char subkey[SUBKEY];
	struct finding *items;
	size_t n, capacity;
	uint32_t *slots; /* number of an item and one; 0 is free */
	size_t nslots;	 /* a power of two */
	long long total, by_kind[FINDING_PLAUSIBILITY + 1];
	bool is_sorted;
};

static const char *const names[] = {
	[FINDING_VALUE] = "value",     [FINDING_MASKED] = "masked",
	[FINDING_PATTERN] = "pattern", [FINDING_STRUCTURE] = "structure",
	[FINDING_LINKAGE] = "linkage", [FINDING_PLAUSIBILITY] = "plausibility",
};

const char *finding_kind_name(enum finding_kind kind)
{
	return names[kind];
}

static void hmac(const void *key, size_t nkey, const void *p, size_t n, unsigned char out[SUBKEY])
{
	HMAC(EVP_sha256(), key, (int)nkey, p, n, out, NULL);
}

struct findings *findings_new(const struct key *key)
{
	static const char info[] = "yangguang inspect 1";
	struct findings *f = mem_zalloc(1, sizeof(*f));

	hmac(key->bytes, key->n, info, sizeof(info) - 1, f->subkey);
	return f;
}

void findings_free(struct findings *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->n; i++) {
		free(f->items[i].what);
		free(f->items[i].file);
		free(f->items[i].place);
	}
	OPENSSL_cleanse(f->subkey, sizeof(f->subkey));
	free(f->items);
	free(f->slots);
	free(f);
}

/* Of the folded value, so that one value in two notations has one digest. */
static void digest_of(const struct findings *f, struct str value, char digest[13])
{
	unsigned char mac[SUBKEY];
	struct buf folded = BUF_INIT;

	digest[0] = '\0';
	if (!value.p)
		return;
	fold_value(value, &folded);
	if (folded.n)
		hmac(f->subkey, SUBKEY, folded.p, folded.n, mac);
	else
		hmac(f->subkey, SUBKEY, value.p, value.n, mac);
	for (int i = 0; i < 6; i++)
		snprintf(digest + 2 * i, 3, "%02x", mac[i]);
	OPENSSL_cleanse(folded.p, folded.n);
	buf_release(&folded);
}

/* FNV-1a over the parts of an identity, a zero behind each. */
static uint64_t hash_of(const struct finding *a)
{
	const char *parts[] = { a->what, a->file, a->digest };
	uint64_t h = 14695981039346656037u ^ (uint64_t)a->kind;

	for (int i = 0; i < 3; i++) {
		for (const char *p = parts[i]; *p; p++)
			h = (h ^ (unsigned char)*p) * 1099511628211u;
		h *= 1099511628211u;
	}
	return h ^ h >> 29;
}

static bool is_same(const struct finding *a, const struct finding *b)
{
	return a->kind == b->kind && strcmp(a->digest, b->digest) == 0 &&
	       strcmp(a->what, b->what) == 0 && strcmp(a->file, b->file) == 0;
}

static uint32_t *slot_of(struct findings *f, const struct finding *a)
{
	size_t i = hash_of(a) & (f->nslots - 1);

	while (f->slots[i] && !is_same(&f->items[f->slots[i] - 1], a))
		i = (i + 1) & (f->nslots - 1);
	return &f->slots[i];
}

static void make_room(struct findings *f)
{
	if (2 * (f->n + 1) <= f->nslots)
		return;
	free(f->slots);
	f->nslots = f->nslots ? 2 * f->nslots : 64;
	f->slots = mem_zalloc(f->nslots, sizeof(*f->slots));
	for (size_t i = 0; i < f->n; i++)
		*slot_of(f, &f->items[i]) = (uint32_t)i + 1;
}

static void __attribute__((format(printf, 4, 0)))
keep(struct findings *f, const struct finding *a, uint32_t *slot, const char *fmt, va_list ap)
{
	struct finding *item;
	char *place;

	f->items = mem_grow(f->items, &f->capacity, f->n + 1, sizeof(*f->items));
	item = &f->items[f->n++];
	*item = *a;
	item->what = mem_strdup(a->what);
	item->file = mem_strdup(a->file);
	item->place = vasprintf(&place, fmt, ap) < 0 ? mem_strdup("") : place;
	*slot = (uint32_t)f->n;
}

void findings_add(struct findings *f, enum finding_kind kind, const char *what, const char *file,
		  struct str value, const char *fmt, ...)
{
	union {
		const char *in;
		char *out;
	} w = { what }, at = { file }; /* a key to look up by: read only */
	struct finding a = { .kind = kind, .what = w.out, .file = at.out, .count = 1 };
	uint32_t *slot;
	va_list ap;

	f->total++;
	f->by_kind[kind]++;
	/* The list is put in order once; what is added later would break the index. */
	if (f->is_sorted)
		return;
	digest_of(f, value, a.digest);
	make_room(f);
	slot = slot_of(f, &a);
	va_start(ap, fmt);
	if (*slot)
		f->items[*slot - 1].count++;
	else if (f->n < LISTED_MAX)
		keep(f, &a, slot, fmt, ap);
	va_end(ap);
}

static int by_place(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int c = strcmp(a->file, b->file);

	if (c == 0)
		c = (int)a->kind - (int)b->kind;
	if (c == 0)
		c = strcmp(a->what, b->what);
	if (c == 0)
		c = strverscmp(a->place, b->place); /* line 9 before line 12 */
	return c ? c : strcmp(a->digest, b->digest);
}

const struct finding *findings_list(struct findings *f, size_t *n)
{
	if (f->n)
		qsort(f->items, f->n, sizeof(*f->items), by_place);
	f->is_sorted = true;
	*n = f->n;
	return f->items;
}

long long findings_total(const struct findings *f)
{
	return f->total;
}

long long findings_of(const struct findings *f, enum finding_kind kind)
{
	return f->by_kind[kind];
}
