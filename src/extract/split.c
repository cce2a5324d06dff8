#include "extract/split.h"

#include <errno.h>
#include <pthread.h>

#include "core/mem.h"

/* Parts that a connection may be ahead: more than a range of wide rows makes. */
enum { RANGE_ROWS = 16384, RANGES_MAX = 8192, AHEAD = 20 };

enum slot_kind { SLOT_PART, SLOT_RANGE_END, SLOT_ERROR };

struct slot {
	enum slot_kind kind;
	struct part part;
};

struct ranges {
	int64_t low, high;
	uint64_t width, n;
};

/* A queue of one thread's parts: it fills at `head`, the taker empties at `tail`. */
struct worker {
	struct scan *scan;
	const struct ranges *ranges;
	uint64_t first, step; /* its ranges: first, first + step ... */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct slot slots[AHEAD];
	size_t head, tail;
	bool is_cancelled;
	struct err err;
};

static void ranges_init(struct ranges *r, const struct split *s)
{
	/* Row numbers may span all 64 bits. */
	unsigned __int128 span = (unsigned __int128)((__int128)s->high - s->low) + 1;
	unsigned __int128 width = (span + RANGES_MAX - 1) / RANGES_MAX;

	if (width < RANGE_ROWS)
		width = RANGE_ROWS;
	*r = (struct ranges){ s->low, s->high, (uint64_t)width, 0 };
	r->n = s->is_empty ? 0 : (uint64_t)((span + width - 1) / width);
}

static void range_at(const struct ranges *r, uint64_t k, int64_t range[2])
{
	__int128 low = (__int128)r->low + (__int128)k * r->width;
	__int128 high = low + r->width - 1;

	range[0] = (int64_t)low;
	range[1] = high > r->high ? r->high : (int64_t)high;
}

/* A free slot at the head, or NULL: nobody wants more. */
static struct slot *worker_room(struct worker *w)
{
	bool cancelled;

	pthread_mutex_lock(&w->lock);
	while (!w->is_cancelled && w->head - w->tail == AHEAD)
		pthread_cond_wait(&w->changed, &w->lock);
	cancelled = w->is_cancelled;
	pthread_mutex_unlock(&w->lock);
	return cancelled ? NULL : &w->slots[w->head % AHEAD];
}

static void worker_put(struct worker *w, struct slot *slot, enum slot_kind kind)
{
	slot->kind = kind;
	pthread_mutex_lock(&w->lock);
	w->head++;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->lock);
}

static struct slot *worker_wait(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	while (w->head == w->tail)
		pthread_cond_wait(&w->changed, &w->lock);
	pthread_mutex_unlock(&w->lock);
	return &w->slots[w->tail % AHEAD];
}

static void worker_done(struct worker *w)
{
	pthread_mutex_lock(&w->lock);
	w->tail++;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->lock);
}

/* 1: the worker goes on. */
static int work_range(struct worker *w, uint64_t k)
{
	int64_t range[2];
	struct slot *slot;
	int ret;

	range_at(w->ranges, k, range);
	ret = scan_start(w->scan, range, &w->err) < 0 ? -1 : 1;
	do {
		slot = worker_room(w);
		if (!slot)
			return 0;
		if (ret > 0)
			ret = scan_next(w->scan, &slot->part, &w->err);
		worker_put(w, slot, ret < 0 ? SLOT_ERROR : ret == 0 ? SLOT_RANGE_END : SLOT_PART);
	} while (ret > 0);
	return ret == 0;
}

static void *work(void *arg)
{
	struct worker *w = arg;
	uint64_t k;

	for (k = w->first; k < w->ranges->n; k += w->step)
		if (!work_range(w, k))
			break;
	return NULL;
}

static int worker_start(struct worker *w, struct split *s, size_t i, const struct ranges *ranges,
			struct err *err)
{
	size_t k;

	w->scan = &s->scans[i];
	w->ranges = ranges;
	w->first = i;
	w->step = s->nscans;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->changed, NULL);
	for (k = 0; k < AHEAD; k++)
		part_init(&w->slots[k].part, w->scan);
	errno = pthread_create(&w->thread, NULL, work, w);
	if (errno != 0)
		return err_sys(err, ERR_IO, "cannot start a thread, which --jobs 1 does without");
	return 0;
}

static void workers_cancel(struct worker *workers, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		pthread_mutex_lock(&workers[i].lock);
		workers[i].is_cancelled = true;
		pthread_cond_signal(&workers[i].changed);
		pthread_mutex_unlock(&workers[i].lock);
	}
	for (i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
}

static void worker_release(struct worker *w)
{
	size_t k;

	if (!w->scan)
		return;
	for (k = 0; k < AHEAD; k++)
		part_release(&w->slots[k].part);
	pthread_cond_destroy(&w->changed);
	pthread_mutex_destroy(&w->lock);
}

typedef int take_fn(void *arg, const struct part *part, size_t scan, struct err *err);

/* The parts of one range, as its worker has them ready. */
static int take_range(struct worker *w, size_t scan, take_fn *take, void *arg, struct err *err)
{
	struct slot *slot;
	int ret;

	for (;;) {
		slot = worker_wait(w);
		if (slot->kind == SLOT_ERROR) {
			*err = w->err;
			return -1;
		}
		ret = slot->kind == SLOT_PART ? take(arg, &slot->part, scan, err) : 1;
		worker_done(w);
		if (ret != 0)
			return ret < 0 ? -1 : 0;
	}
}

static int run_threads(struct split *s, const struct ranges *ranges, take_fn *take, void *arg,
		       struct err *err)
{
	struct worker *workers = mem_zalloc(s->nscans, sizeof(*workers));
	size_t i, started = 0;
	uint64_t k;
	int ret = 0;

	for (; started < s->nscans && ret == 0; started += ret == 0)
		ret = worker_start(&workers[started], s, started, ranges, err);
	for (k = 0; k < ranges->n && ret == 0; k++)
		ret = take_range(&workers[k % s->nscans], k % s->nscans, take, arg, err);
	workers_cancel(workers, started);
	for (i = 0; i < s->nscans; i++)
		worker_release(&workers[i]);
	free(workers);
	return ret;
}

/* One range (NULL: all rows) in this thread. */
static int run_range(struct split *s, const int64_t *range, struct part *part, take_fn *take,
		     void *arg, struct err *err)
{
	int ret = scan_start(&s->scans[0], range, err);

	while (ret == 0 && (ret = scan_next(&s->scans[0], part, err)) == 1)
		ret = take(arg, part, 0, err);
	return ret;
}

int split_run(struct split *s, take_fn *take, void *arg, struct err *err)
{
	struct ranges ranges;
	struct part part;
	int64_t range[2];
	uint64_t k;
	int ret = 0;

	ranges_init(&ranges, s);
	if (!s->is_whole && s->nscans > 1)
		return run_threads(s, &ranges, take, arg, err);
	part_init(&part, &s->scans[0]);
	if (s->is_whole)
		ret = run_range(s, NULL, &part, take, arg, err);
	for (k = 0; !s->is_whole && k < ranges.n && ret == 0; k++) {
		range_at(&ranges, k, range);
		ret = run_range(s, range, &part, take, arg, err);
	}
	part_release(&part);
	return ret;
}
