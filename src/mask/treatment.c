#include "mask/treatment.h"

#include <stdlib.h>

#include "core/date.h"
#include "core/decimal.h"
#include "core/mem.h"
#include "mask/identity.h"

/* mask: code points in the middle become stars. */

/* Every byte but the continuations (10xxxxxx) begins a code point. */
static bool begins(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* Where the first n code points end; the end when there are fewer. */
static size_t head_bytes(struct str v, long long n)
{
	size_t i = 0;

	while (i < v.n && (!begins(v.p[i]) || n-- > 0))
		i++;
	return i;
}

/* Where the last n code points begin; 0 when there are fewer. */
static size_t tail_start(struct str v, long long n)
{
	size_t i = v.n;

	while (i > 0 && n > 0)
		n -= begins(v.p[--i]);
	return i;
}

/* A value too short for the parts in sight is hidden whole. */
static int conceal_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	size_t from = head_bytes(value, p->keep_first), till = tail_start(value, p->keep_last);
	size_t i, stars = 0;
	char *out;

	if (from >= till) {
		from = 0;
		till = value.n;
	}
	for (i = from; i < till; i++)
		stars += begins(value.p[i]);
	out = buf_reserve(to, value.n);
	memcpy(out, value.p, from);
	memset(out + from, '*', stars);
	memcpy(out + from + stars, value.p + till, value.n - till);
	to->n += from + stars + (value.n - till);
	to->p[to->n] = '\0';
	return 1;
}

static void conceal_read(struct json_obj *o, const struct reg_column *column,
			 struct treatment_params *p)
{
	(void)column;
	p->keep_first = json_int(o, "keep_first");
	p->keep_last = json_int(o, "keep_last");
	if (p->keep_first < 0 || p->keep_last < 0)
		json_fail(o, "keep_first", "what is kept in sight cannot be negative");
}

/* year, month */

static int year_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	int year, month, day;

	(void)p;
	date_to_civil(days, &year, &month, &day);
	buf_printf(to, "%04d", year);
	return 1;
}

static int month_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	int year, month, day;

	(void)p;
	date_to_civil(days, &year, &month, &day);
	buf_printf(to, "%04d-%02d", year, month);
	return 1;
}

/* band, age-band: the open band at each end included. */

static void band_number(__int128 v, int scale, struct buf *to)
{
	char text[DECIMAL_TEXT];

	buf_add(to, text, decimal_format(v, scale, text));
}

static int band_put(const struct treatment_params *p, __int128 v, struct buf *to)
{
	size_t i = 0;

	while (i < p->nbands && v >= p->bands[i])
		i++;
	if (i == 0) {
		buf_putc(to, '<');
		band_number(p->bands[0], p->scale, to);
		return 1;
	}
	band_number(p->bands[i - 1], p->scale, to);
	if (i == p->nbands) {
		buf_putc(to, '+');
	} else if (p->bands[i] - 1 > p->bands[i - 1]) {
		buf_putc(to, '-');
		band_number(p->bands[i] - 1, p->scale, to);
	}
	return 1;
}

static int age_on(int32_t birth, int32_t at)
{
	int by, bm, bd, ay, am, ad;

	date_to_civil(birth, &by, &bm, &bd);
	date_to_civil(at, &ay, &am, &ad);
	return ay - by - (am < bm || (am == bm && ad < bd));
}

/* A birth after the day of the age has no band. */
static int age_date(const struct treatment_params *p, int32_t days, struct buf *to)
{
	if (days > p->at)
		return 0;
	return band_put(p, age_on(days, p->at), to);
}

/* A whole number, or a text of at most `scale` places. */
static bool band_value(struct json v, int scale, __int128 *out)
{
	struct err ignored = ERR_INIT;
	const char *text;
	long long n;

	if (json_is_string(v))
		return json_get_str(v, &text, &ignored) == 0 &&
		       decimal_parse(str_of(text), scale, out);
	return json_get_int(v, &n, &ignored) == 0 && decimal_rescale(n, 0, scale, out);
}

static void bands_read(struct json_obj *o, struct treatment_params *p)
{
	struct json list = json_array(o, "bands"), i;
	size_t n = 0;

	p->bands = mem_zalloc(json_is(list) ? json_count(list) : 1, sizeof(*p->bands));
	for (i = json_is(list) ? json_first(list) : list; json_is(i); i = json_next(i), n++) {
		if (!band_value(i, p->scale, &p->bands[n]))
			json_fail(o, "bands", "band %zu is not a number of at most %d places",
				  n + 1, p->scale);
		else if (n > 0 && p->bands[n] <= p->bands[n - 1])
			json_fail(o, "bands", "band %zu is not above the one before it", n + 1);
	}
	p->nbands = n;
	if (n == 0)
		json_fail(o, "bands", "at least one band is needed");
}

static void age_read(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p)
{
	const char *at = json_str(o, "at");

	(void)column;
	p->scale = 0;
	if (at && !date_parse(str_of(at), "YYYY-MM-DD", &p->at))
		json_fail(o, "at", "\"%s\" is not a day YYYY-MM-DD", at);
	bands_read(o, p);
}

static void band_read(struct json_obj *o, const struct reg_column *column,
		      struct treatment_params *p)
{
	p->scale = column->type == FIELD_DECIMAL ? column->scale : 0;
	bands_read(o, p);
}

/* level: a code becomes its ancestor; a code that has none becomes NULL. */

static int level_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	int i = codes_find(p->codes, value, INT32_MAX);

	if (i >= 0)
		i = codes_up(p->codes, i, p->level);
	if (i < 0)
		return 0;
	buf_puts(to, p->codes->items[i].code);
	return 1;
}

static void level_read(struct json_obj *o, const struct reg_column *column,
		       struct treatment_params *p)
{
	p->level = json_str(o, "level");
	if (!column->codes)
		json_fail(o, "level", "the register names no code list for the column %s",
			  column->name);
}

/* pseudonym: an empty identity is nobody's, so it is NULL. */

static int pseudonym_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	struct buf same = BUF_INIT;

	if (p->normalise)
		identity_normalise(value, &same);
	else
		buf_add(&same, value.p, value.n);
	if (same.n)
		pseudonym_put(p->pseudonym, (struct str){ same.p, same.n }, to);
	explicit_bzero(same.p, same.n);
	buf_release(&same);
	return to->n > 0;
}

static void pseudonym_read(struct json_obj *o, const struct reg_column *column,
			   struct treatment_params *p)
{
	static const char *const words[] = { "none", "identity", NULL };

	(void)column;
	p->normalise = json_opt_choice(o, "normalise", words, 0) == 1;
}

static const struct treatment treatments[] = {
	{ "keep", NULL, NULL, NULL, false, NULL },
	{ "drop", NULL, NULL, NULL, false, NULL },
	{ "mask", conceal_text, NULL, NULL, true, conceal_read },
	{ "year", NULL, year_date, NULL, false, NULL },
	{ "month", NULL, month_date, NULL, false, NULL },
	{ "age-band", NULL, age_date, NULL, false, age_read },
	{ "level", level_text, NULL, NULL, false, level_read },
	{ "band", NULL, NULL, band_put, false, band_read },
	{ "pseudonym", pseudonym_text, NULL, NULL, false, pseudonym_read },
};

const struct treatment *treatment_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(treatments) / sizeof(treatments[0]); i++)
		if (strcmp(treatments[i].name, name) == 0)
			return &treatments[i];
	return NULL;
}

void treatment_params_release(struct treatment_params *p)
{
	free(p->bands);
	p->bands = NULL;
}
