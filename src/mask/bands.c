#include "mask/bands.h"

#include "core/decimal.h"
#include "core/mem.h"

bool bands_number(struct json v, int scale, __int128 *out)
{
	struct err ignored = ERR_INIT;
	const char *text;
	long long n;

	if (json_is_string(v))
		return json_get_str(v, &text, &ignored) == 0 &&
		       decimal_parse(str_of(text), scale, out);
	return json_get_int(v, &n, &ignored) == 0 && decimal_rescale(n, 0, scale, out);
}

void bands_read(struct json_obj *o, struct treatment_params *p)
{
	struct json list = json_array(o, "bands"), i;
	size_t n = 0;

	p->bands = mem_zalloc(json_is(list) ? json_count(list) : 1, sizeof(*p->bands));
	for (i = json_is(list) ? json_first(list) : list; json_is(i); i = json_next(i), n++) {
		if (!bands_number(i, p->scale, &p->bands[n]))
			json_fail(o, "bands", "band %zu is not a number of at most %d places",
				  n + 1, p->scale);
		else if (n > 0 && p->bands[n] <= p->bands[n - 1])
			json_fail(o, "bands", "band %zu is not above the one before it", n + 1);
	}
	p->nbands = n;
	if (n == 0)
		json_fail(o, "bands", "at least one band is needed");
}

static void put_number(__int128 v, int scale, struct buf *to)
{
	char text[DECIMAL_TEXT];

	buf_add(to, text, decimal_format(v, scale, text));
}

void bands_put(const struct treatment_params *p, __int128 v, struct buf *to)
{
	size_t i = 0;

	while (i < p->nbands && v >= p->bands[i])
		i++;
	if (i == 0) {
		buf_putc(to, '<');
		put_number(p->bands[0], p->scale, to);
		return;
	}
	put_number(p->bands[i - 1], p->scale, to);
	if (i == p->nbands) {
		buf_putc(to, '+');
	} else if (p->bands[i] - 1 > p->bands[i - 1]) {
		buf_putc(to, '-');
		put_number(p->bands[i] - 1, p->scale, to);
	}
}

__int128 bands_narrowest(const struct treatment_params *p)
{
	__int128 width, least = 0;
	size_t i;

	for (i = 1; i < p->nbands; i++) {
		width = p->bands[i] - p->bands[i - 1];
		if (least == 0 || width < least)
			least = width;
	}
	return least;
}
