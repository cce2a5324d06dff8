#include "verify/attack_report.h"

#include "core/csv.h"
#include "core/decimal.h"

static bool is_too_close(const struct finding *f, long long least)
{
	__int128 width = finding_width(f);

	return f->how != HOW_NOTHING && width >= 0 && width < least;
}

static bool is_undecided(const struct finding *f, long long least)
{
	return f->is_open && !is_too_close(f, least) && !(f->seen >= (double)least);
}

void attack_judge(const struct attack *a, long long least, struct verdict *v)
{
	*v = (struct verdict){ .narrowest = NULL };
	for (size_t i = 0; i < a->n; i++) {
		const struct finding *f = &a->findings[i];

		if (f->how == HOW_NOTHING) {
			v->nunclear++;
			continue;
		}
		v->nexact += finding_width(f) == 0;
		v->ntoo_close += is_too_close(f, least);
		v->nopen += is_undecided(f, least);
		if (finding_width(f) >= 0 &&
		    (!v->narrowest || finding_width(f) < finding_width(v->narrowest)))
			v->narrowest = f;
	}
}

static const struct quantity *quantity_of(const struct attack *a, const struct finding *f)
{
	int32_t key[BOOKS_MAX + 1];

	attack_cells_key(&a->cells, f->cell, key);
	return &a->cells.quantities[key[0]];
}

static void put_value(const struct quantity *q, int64_t v, struct buf *to)
{
	char text[DECIMAL_TEXT];

	buf_add(to, text, decimal_format(v, q->scale, text));
}

static void put_interval(const struct attack *a, const struct finding *f, struct buf *to)
{
	const struct quantity *q = quantity_of(a, f);

	if (f->low == -BOUND_NONE && f->high == BOUND_NONE) {
		buf_puts(to, "anything");
		return;
	}
	if (f->low != -BOUND_NONE)
		put_value(q, f->low, to);
	else
		buf_puts(to, "anything");
	if (f->low == f->high)
		return;
	buf_puts(to, f->high == BOUND_NONE ? " or more" : " to ");
	if (f->high != BOUND_NONE)
		put_value(q, f->high, to);
}

static void put_how(const struct attack *a, const struct finding *f, struct buf *to)
{
	const struct published *releases = a->cells.releases;

	switch (f->how) {
	case HOW_SHOWN:
		buf_printf(to, "%s shows it", releases[a->cells.cells[f->cell].release].name);
		break;
	case HOW_ROW:
		knowledge_put_words(&a->cells, &a->knowledge.rows[f->row], to);
		break;
	case HOW_PROGRAM:
		if (f->row)
			buf_printf(to, "%u equations together", f->row);
		else
			buf_puts(to, "one equation after another");
		break;
	case HOW_NOTHING:
		buf_puts(to, "what is shown around it contradicts itself");
		break;
	}
	if (f->is_open)
		buf_puts(to, "; unfinished");
}

/* "persons division=350524,period=2026-10" */
static void put_cell(const struct attack *a, const struct finding *f, struct buf *to)
{
	buf_printf(to, "%s ", quantity_of(a, f)->name);
	attack_cells_put_name(&a->cells, f->cell, to);
}

static void put_line(const struct attack *a, const struct finding *f, struct buf *to)
{
	put_cell(a, f, to);
	buf_puts(to, ": ");
	put_interval(a, f, to);
	buf_puts(to, ": ");
	put_how(a, f, to);
	buf_putc(to, '\n');
}

void attack_put_summary(const struct attack *a, const struct verdict *v, long long least,
			struct buf *to)
{
	buf_printf(to, "suppressed: %zu\nexact: %zu\n", a->n, v->nexact);
	if (least > 1)
		buf_printf(to, "narrower than %lld: %zu\n", least, v->ntoo_close);
	if (v->narrowest) {
		buf_puts(to, "narrowest: ");
		put_cell(a, v->narrowest, to);
		buf_puts(to, ": ");
		put_interval(a, v->narrowest, to);
		buf_putc(to, '\n');
	}
	for (size_t i = 0; i < a->n; i++) {
		const struct finding *f = &a->findings[i];

		if (is_too_close(f, least) || is_undecided(f, least) || f->how == HOW_NOTHING)
			put_line(a, f, to);
	}
}

static void put_text(struct buf *to, struct buf *text, char end)
{
	csv_put_text(to, (struct str){ text->p, text->n });
	buf_putc(to, end);
	buf_clear(text);
}

static void put_bound(const struct quantity *q, int64_t v, struct buf *to)
{
	if (v != BOUND_NONE && v != -BOUND_NONE)
		put_value(q, v, to);
	buf_putc(to, ',');
}

void attack_put_csv(const struct attack *a, struct buf *to)
{
	struct buf text = BUF_INIT;

	buf_puts(to, "dataset,cell,measure,unit,low,high,how\r\n");
	for (size_t i = 0; i < a->n; i++) {
		const struct finding *f = &a->findings[i];
		const struct quantity *q = quantity_of(a, f);

		buf_puts(&text, q->dataset);
		put_text(to, &text, ',');
		attack_cells_put_name(&a->cells, f->cell, &text);
		put_text(to, &text, ',');
		buf_puts(&text, q->name);
		put_text(to, &text, ',');
		buf_puts(&text, q->unit);
		put_text(to, &text, ',');
		put_bound(q, f->low, to);
		put_bound(q, f->high, to);
		put_how(a, f, &text);
		put_text(to, &text, '\r');
		buf_putc(to, '\n');
	}
	buf_release(&text);
}
