#include "inspect/allowance.h"

#include <stdlib.h>

#include "core/fold.h"
#include "core/mem.h"
#include "core/program.h"
#include "inspect/release_table.h"

/* A kind and a folded text, as one entry of a dictionary: the kind's letter first. */
struct allowance {
	struct dict *texts;
	struct str site[8]; /* views into site.json */
	size_t nsite;
};

static void entry(struct buf *b, enum pii_kind kind, struct str value)
{
	buf_clear(b);
	buf_putc(b, (char)('A' + kind));
	fold_value(value, b);
}

static void allow(struct allowance *a, enum pii_kind kind, struct str value)
{
	struct buf b = BUF_INIT;

	entry(&b, kind, value);
	if (b.n > 1)
		dict_put(a->texts, b.p, b.n);
	buf_release(&b);
}

static bool is_allowed(const struct allowance *a, enum pii_kind kind, struct str value)
{
	struct buf b = BUF_INIT;
	bool found;

	entry(&b, kind, value);
	found = dict_find(a->texts, b.p, b.n) >= 0;
	buf_release(&b);
	return found;
}

enum { CELL_MAX = 1024 };

struct cell {
	struct allowance *a;
	const struct inspect_allow *allow;
	struct str text;
};

static bool allow_hit(void *ctx, const struct pii_hit *hit)
{
	struct cell *c = ctx;

	if (c->allow->kinds[hit->kind])
		allow(c->a, hit->kind, (struct str){ c->text.p + hit->from, hit->to - hit->from });
	return true;
}

/* Names and addresses are what the column says they are; the rest must look like it. */
static void allow_cell(struct cell *c, const struct recogniser *recogniser)
{
	static const enum pii_kind whole[] = { PII_NAME, PII_ADDRESS, PII_ACCOUNT,
					       PII_CERTIFICATE };

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		if (c->allow->kinds[whole[i]])
			allow(c->a, whole[i], c->text);
	recognise(recogniser, c->text, allow_hit, c);
}

/* Every text that stands in one of the columns, once. */
static int allow_columns(struct allowance *a, const struct release_table *t,
			 const struct inspect_spec *spec, const struct recogniser *recogniser,
			 struct err *err)
{
	for (size_t i = 0; i < spec->nallow; i++) {
		const struct inspect_allow *allow = &spec->allow[i];
		int column = release_table_find(t, allow->column);
		const struct dict *texts;

		if (column < 0)
			return json_err(allow->at, err,
					"\"allow\": the release has no column \"%s\"",
					allow->column);
		texts = t->columns[column].values;
		for (int32_t k = 0; texts && k < dict_count(texts); k++) {
			struct cell cell = { a, allow, dict_at(texts, k) };

			allow_cell(&cell, recogniser);
		}
	}
	return program_check(err);
}

static int read_release(struct allowance *a, const char *folder, const struct inspect_spec *spec,
			const struct recogniser *recogniser, struct err *err)
{
	struct release_table t;
	int ret = -1;

	if (release_table_open(&t, folder, NULL, NULL, err) < 0)
		return -1;
	if (!t.path)
		err_set(err, ERR_DATA, "%s names no table in CSV to look for \"allow\"", folder);
	else if (release_table_read(&t, err) == 0)
		ret = allow_columns(a, &t, spec, recogniser, err);
	release_table_close(&t);
	return ret;
}

int allowance_new(const char *folder, const struct inspect_spec *spec, const struct site *site,
		  const struct recogniser *recogniser, struct allowance **out, struct err *err)
{
	const char *own[] = { site->contact_email, site->contact_phone, site->contact_name,
			      site->name,	   site->name_en,	site->uscc,
			      site->portal,	   site->licence_path };
	struct allowance *a = mem_zalloc(1, sizeof(*a));

	a->texts = dict_new();
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (own[i])
			a->site[a->nsite++] = str_of(own[i]);
	if (spec->nallow && read_release(a, folder, spec, recogniser, err) < 0) {
		allowance_free(a);
		return -1;
	}
	*out = a;
	return 0;
}

void allowance_free(struct allowance *a)
{
	if (!a)
		return;
	dict_free(a->texts);
	free(a);
}

/* Bytes [from, to) lie inside one of the bureau's own texts. */
static bool is_own(const struct allowance *a, struct str text, size_t from, size_t to)
{
	for (size_t i = 0; i < a->nsite; i++) {
		struct str own = a->site[i];
		size_t first = to > own.n ? to - own.n : 0;

		if (to - from > own.n)
			continue;
		for (size_t at = first; at <= from && at + own.n <= text.n; at++)
			if (memcmp(text.p + at, own.p, own.n) == 0)
				return true;
	}
	return false;
}

static bool ends_a_cell(char c)
{
	return (unsigned char)c < ' ' || strchr("\",;<>|{}[]", c) != NULL;
}

/* The cell, string or element that bytes [from, to) stand in. */
static struct str cell_around(struct str text, size_t from, size_t to)
{
	while (from > 0 && !ends_a_cell(text.p[from - 1]))
		from--;
	while (to < text.n && !ends_a_cell(text.p[to]))
		to++;
	return (struct str){ text.p + from, to - from };
}

/* A part of an allowed name or address, as when somebody lives in a house of the same
 * number: the cell around it is allowed as a whole. */
static bool is_in_cell(const struct allowance *a, enum pii_kind kind, struct str text, size_t from,
		       size_t to)
{
	struct str cell = cell_around(text, from, to);

	return (kind == PII_NAME || kind == PII_ADDRESS) && cell.n <= CELL_MAX &&
	       is_allowed(a, kind, cell);
}

bool allowance_has(const struct allowance *a, enum pii_kind kind, struct str text, size_t from,
		   size_t to)
{
	return is_own(a, text, from, to) ||
	       (dict_count(a->texts) &&
		(is_allowed(a, kind, (struct str){ text.p + from, to - from }) ||
		 is_in_cell(a, kind, text, from, to)));
}

static bool has_han(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0xe3)
			return true;
	return false;
}

bool allowance_has_value(const struct allowance *a, enum pii_kind kind, struct str text,
			 size_t from, size_t to)
{
	if (kind != PII_NKINDS)
		return allowance_has(a, kind, text, from, to);
	if (has_han((struct str){ text.p + from, to - from }))
		return allowance_has(a, PII_ADDRESS, text, from, to);
	for (int k = 0; k < PII_NKINDS; k++)
		if (k != PII_NAME && k != PII_ADDRESS &&
		    allowance_has(a, (enum pii_kind)k, text, from, to))
			return true;
	return is_own(a, text, from, to);
}
