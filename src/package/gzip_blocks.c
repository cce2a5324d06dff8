#include "package/gzip_blocks.h"

#include <libdeflate.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/mem.h"

enum { THREADS_MAX = 4, SLOTS = 2 * THREADS_MAX };

enum slot_state { SLOT_FREE, SLOT_FULL, SLOT_TAKEN, SLOT_DONE };

struct slot {
	enum slot_state state;
	char *in, *out;
	size_t nin, nout;
};

/* Block i stands in slot i % SLOTS from the moment it is handed over until it
 * is written; only the states are shared, under the lock. */
struct gzip_blocks {
	struct member *to;
	struct slot slots[SLOTS];
	int64_t filled, taken, written; /* blocks so far */
	size_t room;
	bool stop;
	pthread_mutex_t lock;
	pthread_cond_t work, done;
	pthread_t threads[THREADS_MAX];
	int nthreads;
};

static size_t compress_block(struct libdeflate_compressor *c, const struct slot *s, size_t room)
{
	size_t n = libdeflate_gzip_compress(c, s->in, s->nin, s->out, room);

	if (n == 0)
		abort(); /* `room` is the library's own upper bound */
	return n;
}

static struct libdeflate_compressor *new_compressor(int level)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);

	if (!c)
		mem_alloc((size_t)-1 / 2); /* ends the program as every lack of memory */
	return c;
}

static void *work(void *arg)
{
	struct gzip_blocks *g = arg;
	struct libdeflate_compressor *well = new_compressor(GZIP_WELL_LEVEL);
	struct libdeflate_compressor *fast = new_compressor(GZIP_FAST_LEVEL);
	struct slot *s;
	int64_t block;

	pthread_mutex_lock(&g->lock);
	while (!g->stop) {
		if (g->taken == g->filled) {
			pthread_cond_wait(&g->work, &g->lock);
			continue;
		}
		block = g->taken++;
		s = &g->slots[block % SLOTS];
		s->state = SLOT_TAKEN;
		pthread_mutex_unlock(&g->lock);
		s->nout = compress_block(block < GZIP_WELL ? well : fast, s, g->room);
		pthread_mutex_lock(&g->lock);
		s->state = SLOT_DONE;
		pthread_cond_signal(&g->done);
	}
	pthread_mutex_unlock(&g->lock);
	libdeflate_free_compressor(well);
	libdeflate_free_compressor(fast);
	return NULL;
}

/* Signals are for the main thread, whose reads and writes they must interrupt. */
static int start_threads(struct gzip_blocks *g, int n, struct err *err)
{
	sigset_t all, before;
	int i, ret = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (i = 0; i < n && ret == 0; i++) {
		ret = pthread_create(&g->threads[i], NULL, work, g);
		if (ret == 0)
			g->nthreads++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (g->nthreads == 0)
		return err_set(err, ERR_IO, "cannot start a thread for compression: %s",
			       strerror(ret));
	return 0;
}

static int count_threads(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

int gzip_blocks_open(struct member *to, int threads, struct gzip_blocks **out, struct err *err)
{
	struct gzip_blocks *g = mem_zalloc(1, sizeof(*g));
	int i;

	g->to = to;
	g->room = libdeflate_gzip_compress_bound(NULL, GZIP_BLOCK);
	for (i = 0; i < SLOTS; i++) {
		g->slots[i].in = mem_alloc(GZIP_BLOCK);
		g->slots[i].out = mem_alloc(g->room);
	}
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->work, NULL);
	pthread_cond_init(&g->done, NULL);
	if (threads <= 0 || threads > THREADS_MAX)
		threads = count_threads();
	if (start_threads(g, threads, err) < 0) {
		gzip_blocks_close(g);
		return -1;
	}
	*out = g;
	return 0;
}

/* Writes the oldest block, waiting for it. */
static int write_oldest(struct gzip_blocks *g, struct err *err)
{
	struct slot *s = &g->slots[g->written % SLOTS];

	pthread_mutex_lock(&g->lock);
	while (s->state != SLOT_DONE)
		pthread_cond_wait(&g->done, &g->lock);
	pthread_mutex_unlock(&g->lock);
	if (member_add(g->to, s->out, s->nout, err) < 0)
		return -1;
	s->state = SLOT_FREE;
	s->nin = 0;
	g->written++;
	return 0;
}

static int hand_over(struct gzip_blocks *g, struct err *err)
{
	pthread_mutex_lock(&g->lock);
	g->slots[g->filled % SLOTS].state = SLOT_FULL;
	g->filled++;
	pthread_cond_signal(&g->work);
	pthread_mutex_unlock(&g->lock);
	/* The next slot must be free before anything goes into it. */
	if (g->filled - g->written == SLOTS)
		return write_oldest(g, err);
	return 0;
}

int gzip_blocks_add(struct gzip_blocks *g, const void *p, size_t n, struct err *err)
{
	const char *from = p;
	struct slot *s;
	size_t part;

	while (n > 0) {
		s = &g->slots[g->filled % SLOTS];
		part = GZIP_BLOCK - s->nin < n ? GZIP_BLOCK - s->nin : n;
		memcpy(s->in + s->nin, from, part);
		s->nin += part;
		from += part;
		n -= part;
		if (s->nin == GZIP_BLOCK && hand_over(g, err) < 0)
			return -1;
	}
	return 0;
}

int gzip_blocks_finish(struct gzip_blocks *g, struct err *err)
{
	struct slot *s = &g->slots[g->filled % SLOTS];

	if ((s->nin > 0 || g->filled == 0) && hand_over(g, err) < 0)
		return -1;
	while (g->written < g->filled)
		if (write_oldest(g, err) < 0)
			return -1;
	return 0;
}

void gzip_blocks_close(struct gzip_blocks *g)
{
	int i;

	if (!g)
		return;
	pthread_mutex_lock(&g->lock);
	g->stop = true;
	pthread_cond_broadcast(&g->work);
	pthread_mutex_unlock(&g->lock);
	for (i = 0; i < g->nthreads; i++)
		pthread_join(g->threads[i], NULL);
	for (i = 0; i < SLOTS; i++) {
		free(g->slots[i].in);
		free(g->slots[i].out);
	}
	pthread_mutex_destroy(&g->lock);
	pthread_cond_destroy(&g->work);
	pthread_cond_destroy(&g->done);
	free(g);
}
