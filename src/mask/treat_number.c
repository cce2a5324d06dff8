/* Numbers: in bands, rounded, cut off at the top and the bottom; all of it exact. */
#include "core/date.h"
#include "core/decimal.h"
#include "mask/bands.h"
#include "mask/treatments.h"

static int column_scale(const struct reg_column *column)
{
	return column->type == FIELD_DECIMAL ? column->scale : 0;
}

static int band_number(const struct treatment_params *p, __int128 v, struct buf *to)
{
	bands_put(p, v, to);
	return 1;
}

static void band_read(struct json_obj *o, const struct reg_column *column,
		      struct treatment_params *p)
{
	p->scale = column_scale(column);
	bands_read(o, p);
}

/* Each band is a value of its own. */
static bool band_keeps(const struct treatment_params *p)
{
	size_t i;

	for (i = 1; i < p->nbands; i++)
		if (p->bands[i] - p->bands[i - 1] > 1)
			return false;
	return p->nbands > 1;
}

/* Half away from zero; no result where the next multiple has too many digits. */
static bool round_number(const struct treatment_params *p, __int128 *v)
{
	__int128 size = *v < 0 ? -*v : *v, rest = size % p->unit, up;

	size -= rest;
	up = rest >= p->unit - rest ? p->unit : 0;
	if (!decimal_add(size, up, &size))
		return false;
	*v = *v < 0 ? -size : size;
	return true;
}

static bool round_keeps(const struct treatment_params *p)
{
	return p->unit == 1;
}

static void round_read(struct json_obj *o, const struct reg_column *column,
		       struct treatment_params *p)
{
	struct json to = json_any(o, "to");

	p->scale = column_scale(column);
	p->unit = 1;
	if (json_is(to) && (!bands_number(to, p->scale, &p->unit) || p->unit <= 0)) {
		p->unit = 1;
		json_fail(o, "to", "\"to\" must be a number above 0 of at most %d places",
			  p->scale);
	}
}

/* top-bottom */

static bool cut_number(const struct treatment_params *p, __int128 *v)
{
	if (p->has_top && *v > p->top)
		*v = p->top;
	if (p->has_bottom && *v < p->bottom)
		*v = p->bottom;
	return true;
}

static bool cut_day(const struct treatment_params *p, int32_t *days)
{
	__int128 v = *days;

	cut_number(p, &v);
	*days = (int32_t)v;
	return true;
}

/* Puts the sign of an open end; what follows it is the end itself. */
static void put_end(const struct treatment_params *p, __int128 *v, struct buf *to)
{
	if (p->has_top && *v >= p->top)
		buf_puts(to, "≥");
	else if (p->has_bottom && *v <= p->bottom)
		buf_puts(to, "≤");
	cut_number(p, v);
}

static int cut_number_text(const struct treatment_params *p, __int128 v, struct buf *to)
{
	char text[DECIMAL_TEXT];

	put_end(p, &v, to);
	buf_add(to, text, decimal_format(v, p->scale, text));
	return 1;
}

static int cut_day_text(const struct treatment_params *p, int32_t days, struct buf *to)
{
	__int128 v = days;
	char text[11];

	put_end(p, &v, to);
	date_format((int32_t)v, text);
	buf_puts(to, text);
	return 1;
}

static bool read_end(struct json v, const struct reg_column *column, int scale, __int128 *out)
{
	struct err ignored = ERR_INIT;
	const char *text;
	int32_t days;

	if (column->type != FIELD_DATE)
		return bands_number(v, scale, out);
	if (json_get_str(v, &text, &ignored) < 0 || !date_parse(str_of(text), "YYYY-MM-DD", &days))
		return false;
	*out = days;
	return true;
}

static bool opt_end(struct json_obj *o, const char *key, const struct reg_column *column, int scale,
		    __int128 *out)
{
	if (!json_has(o, key))
		return false;
	if (read_end(json_any(o, key), column, scale, out))
		return true;
	if (column->type == FIELD_DATE)
		json_fail(o, key, "\"%s\" is not a day YYYY-MM-DD", key);
	else
		json_fail(o, key, "\"%s\" is not a number of at most %d places", key, scale);
	return false;
}

static void cut_read(struct json_obj *o, const struct reg_column *column,
		     struct treatment_params *p)
{
	static const char *const ways[] = { "text", "value", NULL };

	p->scale = column_scale(column);
	p->has_top = opt_end(o, "top", column, p->scale, &p->top);
	p->has_bottom = opt_end(o, "bottom", column, p->scale, &p->bottom);
	p->as_text = json_opt_choice(o, "coded", ways, 0) == 0;
	if (!json_has(o, "top") && !json_has(o, "bottom"))
		json_fail(o, "treatment", "\"top\" or \"bottom\" is needed, or both");
	if (p->has_top && p->has_bottom && p->top <= p->bottom)
		json_fail(o, "top", "\"top\" is not above \"bottom\"");
}

const struct treatment treat_band = {
	.name = "band", .number = band_number, .keeps = band_keeps, .read = band_read
};
const struct treatment treat_round = {
	.name = "round", .other_number = round_number, .keeps = round_keeps, .read = round_read
};
const struct treatment treat_top_bottom = { .name = "top-bottom",
					    .date = cut_day_text,
					    .number = cut_number_text,
					    .other_number = cut_number,
					    .other_day = cut_day,
					    .read = cut_read };
