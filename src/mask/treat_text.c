/* Text: characters hidden, a name but for its surname, remarks without persons. */
#include "core/text.h"
#include "mask/person_name.h"
#include "mask/scrub.h"
#include "mask/treatments.h"

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

/* A value too short for the parts in sight, of which they would leave less than a third
 * hidden, is hidden whole. */
static int conceal_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	size_t from = head_bytes(value, p->keep_first), till = tail_start(value, p->keep_last);
	size_t all = utf8_count(value), stars = 0;
	char *out;

	if (from < till)
		stars = utf8_count((struct str){ value.p + from, till - from });
	if (3 * stars < all) {
		from = 0;
		till = value.n;
		stars = all;
	}
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

static int name_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	(void)p;
	person_name_mask(value, to);
	return 1;
}

static int scrub_text(const struct treatment_params *p, struct str value, struct buf *to)
{
	scrub(p->recogniser, value, p->by_kind, to);
	return 1;
}

static void scrub_read(struct json_obj *o, const struct reg_column *column,
		       struct treatment_params *p)
{
	static const char *const words[] = { "plain", "kind", NULL };

	(void)column;
	p->by_kind = json_opt_choice(o, "mark", words, 0) == 1;
}

const struct treatment treat_mask = {
	.name = "mask", .text = conceal_text, .plain = true, .read = conceal_read
};
const struct treatment treat_name = { .name = "name", .text = name_text, .plain = true };
const struct treatment treat_scrub = {
	.name = "scrub", .text = scrub_text, .plain = true, .read = scrub_read
};
