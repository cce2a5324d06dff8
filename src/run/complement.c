#include "run/complement.h"

#include <stdlib.h>

/* Two lists as one: what is public, then what would be. */
struct both {
	const struct exposures *known, *own;
};

static const struct exposure *item(const struct both *b, size_t i)
{
	return i < b->known->n ? &b->known->items[i] : &b->own->items[i - b->known->n];
}

static size_t total(const struct both *b)
{
	return b->known->n + b->own->n;
}

/* "source.table.column": the same source and table. */
static bool same_table(const char *a, const char *b)
{
	size_t n = (size_t)(strrchr(a, '.') - a);

	return strncmp(a, b, n + 1) == 0 && !strchr(b + n + 1, '.');
}

/* An identity number stands in the table, or is the column itself. */
static bool has_identity(const struct both *b, const struct exposure *x)
{
	size_t i;

	for (i = 0; i < total(b); i++)
		if (glimpse_is_identity(item(b, i)->glimpse.kind) &&
		    same_table(item(b, i)->origin, x->origin))
			return true;
	return false;
}

static bool is_about_identity(const struct both *b, const struct exposure *x)
{
	return glimpse_is_identity(x->glimpse.kind) ||
	       (glimpse_is_beside(x->glimpse.kind) && has_identity(b, x));
}

/* Both narrow the same value down. */
static bool adds_up(const struct both *b, const struct exposure *x, const struct exposure *y)
{
	if (is_about_identity(b, x) || is_about_identity(b, y))
		return is_about_identity(b, x) && is_about_identity(b, y);
	if (glimpse_is_of_one_column(x->glimpse.kind) && strcmp(x->origin, y->origin) != 0)
		return false;
	return x->glimpse.kind == y->glimpse.kind;
}

/* The same glimpse a second time tells no more. */
static bool is_new(const struct both *b, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(item(b, k)->glimpse.text, item(b, i)->glimpse.text) == 0 &&
		    adds_up(b, item(b, k), item(b, i)))
			return false;
	return true;
}

/* What is seen of one value. */
struct view {
	struct id_sight id;
	long long first, last, most; /* most: what one of them shows alone */
};

/* Adds items from..till that add up with `of`. */
static void view_add(struct view *v, const struct both *b, size_t from, size_t till,
		     const struct exposure *of)
{
	const struct glimpse *g;
	struct id_sight id;
	size_t i;

	for (i = from; i < till; i++) {
		g = &item(b, i)->glimpse;
		if (!adds_up(b, of, item(b, i)) || !is_new(b, i))
			continue;
		id = glimpse_sight(g);
		v->id = id_sight_join(&v->id, &id);
		v->first = g->first > v->first ? g->first : v->first;
		v->last = g->last > v->last ? g->last : v->last;
		v->most = g->first + g->last > v->most ? g->first + g->last : v->most;
	}
}

/* Of a value whose length nobody knows no candidate is left when its ends come from different
 * releases, for then a short one is whole. */
static uint64_t view_left(const struct view *v, const struct both *b, const struct exposure *of)
{
	int length = glimpse_length(of->glimpse.kind);

	if (is_about_identity(b, of))
		return id_candidates(&v->id);
	if ((length == 0 || glimpse_is_of_one_column(of->glimpse.kind)) &&
	    v->first + v->last > v->most)
		return 0;
	if (length == 0)
		return UINT64_MAX;
	return v->first + v->last < length ? digits_candidates(length - (int)(v->first + v->last))
					   : 1;
}

static void list(const struct both *b, size_t from, size_t till, const struct exposure *of,
		 struct buf *to)
{
	const struct exposure *x;
	size_t i;

	for (i = from; i < till; i++) {
		x = item(b, i);
		if (!adds_up(b, of, x) || !is_new(b, i))
			continue;
		buf_printf(to, "%s%s (", to->n ? ", " : "", x->origin);
		glimpse_describe(&x->glimpse, to);
		if (i < b->known->n)
			buf_printf(to, ", in %s", x->dataset);
		buf_puts(to, ")");
	}
}

static int hold(const struct both *b, const struct exposure *of, uint64_t left, struct err *err)
{
	struct buf now = BUF_INIT, before = BUF_INIT;

	list(b, b->known->n, total(b), of, &now);
	list(b, 0, b->known->n, of, &before);
	err_set(err, ERR_GATE, "this release would show %.350s%s%.450s; held", now.p,
		before.n ? ", and public already is " : "", before.p);
	if (left)
		err_wrap(err,
			 "%llu candidate%s of a value would be left, the register asks for %lld",
			 (unsigned long long)left, left == 1 ? "" : "s", b->own->candidates);
	else
		err_wrap(err, "masks that complement each other show a value whole");
	buf_release(&now);
	buf_release(&before);
	return -1;
}

int complement_judge(const struct exposures *known, const struct exposures *own, struct err *err)
{
	const struct both b = { known, own };
	const struct exposure *of;
	uint64_t before, after;
	struct view view;
	size_t i;

	for (i = 0; i < own->n; i++) {
		of = &own->items[i];
		if (glimpse_is_beside(of->glimpse.kind) && !has_identity(&b, of))
			continue;
		memset(&view, 0, sizeof(view));
		view_add(&view, &b, 0, known->n, of);
		before = view_left(&view, &b, of);
		view_add(&view, &b, known->n, total(&b), of);
		after = view_left(&view, &b, of);
		if (after < (uint64_t)own->candidates && after < before)
			return hold(&b, of, after, err);
	}
	return 0;
}
