#include "aggregate/labels.h"

#include "core/mem.h"

static const char *const span_levels[] = { "year", "quarter", "month" };

/* Code, name and level of a node; code and name are written to the bufs. */
static const char *describe(const struct dimension *d, int node, struct buf *code, struct buf *name)
{
	struct period p;
	char text[9];

	buf_clear(code);
	buf_clear(name);
	switch (d->spec->kind) {
	case DIMENSION_CODES:
		buf_puts(code, d->hierarchy.nodes[node].code);
		buf_puts(name, d->hierarchy.nodes[node].name);
		return d->hierarchy.nodes[node].level;
	case DIMENSION_PERIOD:
		p = d->timeline.spans[node].period;
		period_format(p, text);
		buf_puts(code, text);
		period_label(p, name);
		return span_levels[p.level];
	case DIMENSION_OF_WHICH:
		break;
	}
	buf_puts(code, node == 0 ? CODE_TOTAL : d->spec->parts[node - 1].code);
	buf_puts(name, node == 0 ? "合计" : d->spec->parts[node - 1].label);
	return node == 0 ? "total" : "of-which";
}

static int parent_of(const struct dimension *d, int tree, int node)
{
	if (d->spec->kind == DIMENSION_CODES)
		return hierarchy_tree(&d->hierarchy, tree)->parent[node];
	if (d->spec->kind == DIMENSION_PERIOD)
		return d->timeline.spans[node].parent;
	return node > 0 ? 0 : -1;
}

static void set_parents(struct labels *a, const struct dimension *d, const bool *has_row)
{
	struct buf code = BUF_INIT, name = BUF_INIT;

	for (int tree = 0; tree < a->ntrees; tree++)
		for (int node = 0; node < a->nnodes; node++) {
			int up = parent_of(d, tree, node);
			int32_t *index = &a->index[LABELS_PARENT][tree * a->nnodes + node];

			while (up >= 0 && !has_row[up])
				up = parent_of(d, tree, up);
			*index = -1;
			if (up < 0 || !has_row[node])
				continue;
			describe(d, up, &code, &name);
			*index = dict_put(a->dicts[LABELS_PARENT], code.p, code.n);
		}
	buf_release(&code);
	buf_release(&name);
}

void labels_init(struct labels *a, const struct dimension *d, int nnodes, const bool *has_row)
{
	struct buf code = BUF_INIT, name = BUF_INIT;

	a->nnodes = nnodes;
	a->ntrees = d->spec->kind == DIMENSION_CODES ? d->hierarchy.ntrees : 1;
	for (int k = 0; k < LABELS_COLUMNS; k++) {
		a->dicts[k] = dict_new();
		a->index[k] = mem_zalloc(
			(size_t)nnodes * (size_t)(k == LABELS_PARENT ? a->ntrees : 1) + 1,
			sizeof(int32_t));
	}
	for (int node = 0; node < nnodes; node++) {
		const char *level;

		if (!has_row[node])
			continue;
		level = describe(d, node, &code, &name);
		a->index[LABELS_CODE][node] = dict_put(a->dicts[LABELS_CODE], code.p, code.n);
		a->index[LABELS_NAME][node] = dict_put(a->dicts[LABELS_NAME], name.p, name.n);
		a->index[LABELS_LEVEL][node] = dict_put(a->dicts[LABELS_LEVEL], level,
							strlen(level));
	}
	set_parents(a, d, has_row);
	buf_release(&code);
	buf_release(&name);
}

void labels_release(struct labels *a)
{
	for (int k = 0; k < LABELS_COLUMNS; k++) {
		dict_free(a->dicts[k]);
		free(a->index[k]);
	}
	*a = (struct labels){ 0 };
}
