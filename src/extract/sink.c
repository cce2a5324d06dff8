#include "extract/sink.h"

#include "core/log.h"
#include "core/mem.h"

/* Parts of more rows or bytes than a quarter of a batch are not copied. */
enum { COPY_ROWS = BATCH_ROWS / 4, COPY_BYTES = BATCH_BYTES / 4 };

/* One scan's numbers of a dictionary's texts, and ours: -1 not yet seen. */
struct renumber {
	struct str *texts;
	int32_t *ours;
	size_t n, capacity, ours_capacity;
};

struct sink {
	const struct query *query;
	size_t npulls, noutputs, nscans;
	struct writer *to;
	struct dict **dicts;	    /* for each pull; NULL: no dictionary */
	struct renumber *renumbers; /* nscans times npulls */
	int32_t **indexes;	    /* for each pull, the part in our numbers */
	struct column *columns;	    /* of the part, for each output */
	struct builder *gathered;   /* for each output */
	struct batch batch;
};

struct sink *sink_new(const struct query *q, const struct plan *p, struct writer *to, size_t nscans)
{
	struct sink *s = mem_zalloc(1, sizeof(*s));
	size_t i;

	*s = (struct sink){
		.query = q, .npulls = q->npulls, .noutputs = p->ncolumns, .nscans = nscans, .to = to
	};
	s->dicts = mem_zalloc(q->npulls, sizeof(*s->dicts));
	s->indexes = mem_zalloc(q->npulls, sizeof(*s->indexes));
	s->renumbers = mem_zalloc(nscans * q->npulls, sizeof(*s->renumbers));
	s->columns = mem_zalloc(p->ncolumns, sizeof(*s->columns));
	s->gathered = mem_zalloc(p->ncolumns, sizeof(*s->gathered));
	for (i = 0; i < q->npulls; i++)
		if (q->pulls[i].ref.column->type == FIELD_DICT) {
			s->dicts[i] = dict_new();
			s->indexes[i] = mem_zalloc(BATCH_ROWS, sizeof(int32_t));
		}
	for (i = 0; i < p->ncolumns; i++)
		builder_init(&s->gathered[i], p->columns[i].ref.column->type,
			     s->dicts[q->outputs[i]]);
	return s;
}

void sink_free(struct sink *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->noutputs; i++)
		builder_release(&s->gathered[i]);
	for (i = 0; i < s->npulls; i++) {
		dict_free(s->dicts[i]);
		free(s->indexes[i]);
	}
	for (i = 0; i < s->npulls * s->nscans; i++) {
		free(s->renumbers[i].texts);
		free(s->renumbers[i].ours);
	}
	free(s->dicts);
	free(s->indexes);
	free(s->renumbers);
	free(s->columns);
	free(s->gathered);
	free(s);
}

static void learn(struct renumber *r, const struct buf *fresh)
{
	size_t n = fresh->n / sizeof(struct str), i;

	if (n == 0)
		return;
	r->texts = mem_grow(r->texts, &r->capacity, r->n + n, sizeof(*r->texts));
	r->ours = mem_grow(r->ours, &r->ours_capacity, r->n + n, sizeof(*r->ours));
	memcpy(r->texts + r->n, fresh->p, n * sizeof(*r->texts));
	for (i = 0; i < n; i++)
		r->ours[r->n++] = -1;
}

static void renumber(struct renumber *r, struct dict *d, const struct column *c, int64_t n,
		     int32_t *to)
{
	int64_t row;
	int32_t theirs;

	for (row = 0; row < n; row++) {
		if (column_is_null(c, row)) {
			to[row] = 0;
			continue;
		}
		theirs = column_index(c, row);
		if (r->ours[theirs] < 0)
			r->ours[theirs] = dict_put(d, r->texts[theirs].p, r->texts[theirs].n);
		to[row] = r->ours[theirs];
	}
}

/* The part as columns of the stream; their size in bytes. */
static size_t view_part(struct sink *s, const struct part *part, size_t scan)
{
	size_t i, bytes = 0;

	for (i = 0; i < s->npulls; i++) {
		struct renumber *r = &s->renumbers[scan * s->npulls + i];
		struct column c;

		if (!s->dicts[i])
			continue;
		builder_view(&part->columns[i], &c);
		learn(r, &part->fresh[i]);
		/* A column that only conditions need is not part of the stream. */
		renumber(r, s->dicts[i], &c, part->nrows, s->indexes[i]);
	}
	for (i = 0; i < s->noutputs; i++) {
		size_t pull = s->query->outputs[i];

		builder_view(&part->columns[pull], &s->columns[i]);
		bytes += builder_bytes(&part->columns[pull]);
		if (!s->dicts[pull])
			continue;
		s->columns[i].values = s->indexes[pull];
		s->columns[i].dict = s->dicts[pull];
	}
	return bytes;
}

static int write_batch(struct sink *s, struct column *columns, int64_t nrows, struct err *err)
{
	s->batch = (struct batch){ nrows, s->noutputs, columns };
	if (writer_write(s->to, &s->batch, err) < 0)
		return -1;
	log_progress("rows", s->to->rows);
	return 0;
}

int sink_end(struct sink *s, struct err *err)
{
	struct column *columns;
	size_t i;
	int ret;

	if (s->gathered[0].nrows == 0)
		return 0;
	columns = mem_zalloc(s->noutputs, sizeof(*columns));
	for (i = 0; i < s->noutputs; i++)
		builder_view(&s->gathered[i], &columns[i]);
	ret = write_batch(s, columns, s->gathered[0].nrows, err);
	for (i = 0; i < s->noutputs; i++)
		builder_clear(&s->gathered[i]);
	free(columns);
	return ret;
}

static int gather(struct sink *s, int64_t nrows, struct err *err)
{
	size_t i, bytes = 0;

	if (s->gathered[0].nrows + nrows > BATCH_ROWS && sink_end(s, err) < 0)
		return -1;
	for (i = 0; i < s->noutputs; i++) {
		builder_append(&s->gathered[i], &s->columns[i], 0, nrows);
		bytes += builder_bytes(&s->gathered[i]);
	}
	return bytes >= BATCH_BYTES ? sink_end(s, err) : 0;
}

int sink_take(void *sink, const struct part *part, size_t scan, struct err *err)
{
	struct sink *s = sink;
	size_t bytes = view_part(s, part, scan);

	if (part->nrows < COPY_ROWS && bytes < COPY_BYTES)
		return gather(s, part->nrows, err);
	if (sink_end(s, err) < 0)
		return -1;
	return write_batch(s, s->columns, part->nrows, err);
}
