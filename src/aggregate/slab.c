#include "aggregate/slab.h"

#include <errno.h>
#include <pthread.h>

#include "core/mem.h"

enum { SLABS = 4 };

void slab_init(struct slab *s, const struct cube *c)
{
	*s = (struct slab){ 0 };
	s->keys = mem_zalloc(c->nkeys + 1, sizeof(*s->keys));
	for (size_t k = 0; k < c->nkeys; k++)
		s->keys[k].data = (struct buf)BUF_INIT;
	s->rows.ids = mem_zalloc(c->nkeys + 1, sizeof(*s->rows.ids));
	s->rows.numbers = mem_zalloc(c->nnumbers + 1, sizeof(*s->rows.numbers));
}

void slab_release(struct slab *s, const struct cube *c)
{
	for (size_t k = 0; s->keys && k < c->nkeys; k++) {
		buf_release(&s->keys[k].data);
		free(s->keys[k].offsets);
		free(s->keys[k].is_null);
		free(s->rows.ids[k]);
	}
	for (size_t k = 0; s->keys && k < c->nnumbers; k++)
		free(s->rows.numbers[k]);
	free(s->rows.partition);
	free(s->rows.leaf);
	free(s->rows.masks);
	free(s->rows.ids);
	free(s->rows.numbers);
	free(s->keys);
}

void slab_clear(struct slab *s, const struct cube *c, size_t n)
{
	s->rows.n = 0;
	for (size_t k = 0; k < c->nkeys; k++)
		buf_clear(&s->keys[k].data);
	if (n <= s->capacity)
		return;
	s->capacity = n;
	s->rows.partition = mem_resize(s->rows.partition, n, sizeof(uint32_t));
	s->rows.leaf = mem_resize(s->rows.leaf, n, sizeof(uint32_t));
	if (c->wheres.n > 0)
		s->rows.masks = mem_resize(s->rows.masks, n, sizeof(uint32_t));
	for (size_t k = 0; k < c->nkeys; k++) {
		s->keys[k].offsets = mem_resize(s->keys[k].offsets, n + 1, sizeof(int32_t));
		s->keys[k].is_null = mem_resize(s->keys[k].is_null, n, sizeof(bool));
		s->rows.ids[k] = mem_resize(s->rows.ids[k], n, sizeof(uint32_t));
	}
	for (size_t k = 0; k < c->nnumbers; k++)
		s->rows.numbers[k] = mem_resize(s->rows.numbers[k], n, sizeof(int64_t));
}

/* ---- filling ------------------------------------------------------- */

static void add_key_bytes(struct buf *b, const struct column *c, int64_t i)
{
	static const size_t width[] = { [FIELD_INT64] = 8, [FIELD_DECIMAL] = 16, [FIELD_DATE] = 4 };
	struct str text;

	if (c->type == FIELD_UTF8 || c->type == FIELD_DICT) {
		text = column_text(c, i);
		buf_add(b, text.p, text.n);
	} else {
		buf_add(b, (const char *)c->values + width[c->type] * (size_t)i, width[c->type]);
	}
}

/* All rows of a text column at once. */
static void fill_texts(struct slab_keys *k, const struct column *c, int64_t n)
{
	const int32_t *at = c->values;

	buf_add(&k->data, c->data + at[0], (size_t)(at[n] - at[0]));
	for (int64_t i = 0; i <= n; i++)
		k->offsets[i] = at[i] - at[0];
	for (int64_t i = 0; i < n; i++)
		k->is_null[i] = column_is_null(c, i);
}

static int fill_keys(struct slab_keys *k, struct input_column *in, const struct batch *batch,
		     const bool *keep, size_t nkept, struct err *err)
{
	const struct column *c = &batch->columns[in->column];
	size_t n = 0;

	if (c->type == FIELD_UTF8 && nkept == (size_t)batch->nrows) {
		fill_texts(k, c, batch->nrows);
		in->nulls += c->nulls;
		return 0;
	}
	k->offsets[0] = 0;
	for (int64_t i = 0; i < batch->nrows; i++) {
		if (!keep[i])
			continue;
		k->is_null[n] = column_is_null(c, i);
		if (k->is_null[n])
			in->nulls++;
		else
			add_key_bytes(&k->data, c, i);
		if (k->data.n > INT32_MAX)
			return err_set(err, ERR_DATA, "a batch with more than 2 GiB of keys");
		k->offsets[++n] = (int32_t)k->data.n;
	}
	return 0;
}

static void fill_numbers(int64_t *to, struct input_column *in, struct rowstore *store,
			 const struct batch *batch, const bool *keep)
{
	const struct column *c = &batch->columns[in->column];

	for (int64_t i = 0; i < batch->nrows; i++) {
		if (!keep[i])
			continue;
		if (column_is_null(c, i)) {
			in->nulls++;
			*to++ = NUMBER_NULL;
		} else if (c->type == FIELD_INT64) {
			*to++ = rowstore_number(store, column_int64(c, i));
		} else {
			*to++ = rowstore_number(store, column_decimal(c, i));
		}
	}
}

int slab_fill(struct slab *s, struct cube *c, const struct batch *batch, const bool *keep,
	      size_t nkept, struct err *err)
{
	for (size_t k = 0; k < c->nkeys; k++)
		if (fill_keys(&s->keys[k], &c->keys[k], batch, keep, nkept, err) < 0)
			return -1;
	for (size_t k = 0; k < c->nnumbers; k++)
		fill_numbers(s->rows.numbers[k], &c->numbers[k], &c->store, batch, keep);
	if (c->wheres.n > 0)
		wheres_fill(&c->wheres, batch, keep, s->rows.masks);
	s->rows.n = nkept;
	return 0;
}

/* ---- the second thread --------------------------------------------- */

struct slab_queue {
	struct cube *cube;
	struct slab slabs[SLABS];
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint64_t filled, stored; /* slabs so far */
	bool stopping;
};

static void store(struct cube *c, struct slab *s)
{
	for (size_t k = 0; k < c->nkeys; k++)
		idmap_put(&c->keys[k].ids, s->keys[k].data.p, s->keys[k].offsets,
			  s->keys[k].is_null, s->rows.n, s->rows.ids[k]);
	rowstore_add(&c->store, &s->rows);
}

static void *run(void *arg)
{
	struct slab_queue *q = arg;

	pthread_mutex_lock(&q->lock);
	for (;;) {
		while (q->filled == q->stored && !q->stopping)
			pthread_cond_wait(&q->changed, &q->lock);
		if (q->filled == q->stored)
			break;
		pthread_mutex_unlock(&q->lock);
		store(q->cube, &q->slabs[q->stored % SLABS]);
		pthread_mutex_lock(&q->lock);
		q->stored++;
		pthread_cond_signal(&q->changed);
	}
	pthread_mutex_unlock(&q->lock);
	return NULL;
}

struct slab_queue *slab_queue_start(struct cube *c, struct err *err)
{
	struct slab_queue *q = mem_zalloc(1, sizeof(*q));

	q->cube = c;
	for (int i = 0; i < SLABS; i++)
		slab_init(&q->slabs[i], c);
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->changed, NULL);
	errno = pthread_create(&q->thread, NULL, run, q);
	if (errno == 0)
		return q;
	err_sys(err, ERR_IO, "cannot start a thread");
	for (int i = 0; i < SLABS; i++)
		slab_release(&q->slabs[i], c);
	free(q);
	return NULL;
}

struct slab *slab_queue_take(struct slab_queue *q)
{
	pthread_mutex_lock(&q->lock);
	while (q->filled - q->stored == SLABS)
		pthread_cond_wait(&q->changed, &q->lock);
	pthread_mutex_unlock(&q->lock);
	return &q->slabs[q->filled % SLABS];
}

void slab_queue_put(struct slab_queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->filled++;
	pthread_cond_signal(&q->changed);
	pthread_mutex_unlock(&q->lock);
}

void slab_queue_stop(struct slab_queue *q)
{
	if (!q)
		return;
	pthread_mutex_lock(&q->lock);
	q->stopping = true;
	pthread_cond_signal(&q->changed);
	pthread_mutex_unlock(&q->lock);
	pthread_join(q->thread, NULL);
	pthread_cond_destroy(&q->changed);
	pthread_mutex_destroy(&q->lock);
	for (int i = 0; i < SLABS; i++)
		slab_release(&q->slabs[i], q->cube);
	free(q);
}
