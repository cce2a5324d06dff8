#include "inspect/crew.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/mem.h"

enum { JOBS_MAX = 64, JOBS_DEFAULT_MAX = 8 };

enum state { FREE, WAITING, WORKING, DONE };

struct job {
	enum state state;
	char *file;
	struct buf text;
	struct piece piece; /* views into the two above */
	struct notes notes;
};

struct crew {
	const struct probe *probe;
	struct findings *findings;
	pthread_t *threads;
	int nthreads;
	struct job *ring;
	size_t nring, first, next; /* numbers of the oldest piece and of the next one */
	pthread_mutex_t lock;
	pthread_cond_t work, done;
	bool is_over;
	struct probe_room room; /* the caller's own */
	long long bytes;
};

static int processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > JOBS_DEFAULT_MAX ? JOBS_DEFAULT_MAX : (int)n;
}

/* The oldest piece that nobody works on; NULL: none. */
static struct job *waiting(struct crew *c)
{
	for (size_t i = c->first; i < c->next; i++)
		if (c->ring[i % c->nring].state == WAITING)
			return &c->ring[i % c->nring];
	return NULL;
}

static void *work(void *arg)
{
	struct crew *c = arg;
	struct probe_room room = { 0 };
	struct notes notes;
	struct job *job;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (!c->is_over && !(job = waiting(c)))
			pthread_cond_wait(&c->work, &c->lock);
		if (c->is_over)
			break;
		job->state = WORKING;
		pthread_mutex_unlock(&c->lock);
		probe_piece(c->probe, &job->piece, &room);
		notes = job->notes;
		job->notes = room.notes;
		room.notes = notes;
		pthread_mutex_lock(&c->lock);
		job->state = DONE;
		pthread_cond_signal(&c->done);
	}
	pthread_mutex_unlock(&c->lock);
	probe_room_release(&room);
	return NULL;
}

int crew_new(const struct probe *p, struct findings *f, int jobs, struct crew **out,
	     struct err *err)
{
	struct crew *c = mem_zalloc(1, sizeof(*c));
	int wanted = jobs == 0 ? processors() : jobs > JOBS_MAX ? JOBS_MAX : jobs;

	c->probe = p;
	c->findings = f;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->work, NULL);
	pthread_cond_init(&c->done, NULL);
	*out = c;
	if (wanted == 1)
		return 0;
	c->nring = 2 * (size_t)wanted;
	c->ring = mem_zalloc(c->nring, sizeof(*c->ring));
	for (size_t i = 0; i < c->nring; i++)
		c->ring[i].text = (struct buf)BUF_INIT;
	c->threads = mem_zalloc((size_t)wanted, sizeof(*c->threads));
	for (; c->nthreads < wanted; c->nthreads++) {
		if (pthread_create(&c->threads[c->nthreads], NULL, work, c) == 0)
			continue;
		crew_free(c);
		*out = NULL;
		return err_set(err, ERR_IO, "cannot start a thread: try --jobs 1");
	}
	return 0;
}

static void report(struct crew *c, struct job *job)
{
	notes_report(&job->notes, &job->piece, c->findings);
	free(job->file);
	job->file = NULL;
	job->state = FREE;
}

/* Reports the oldest piece once it is done. */
static void take_first(struct crew *c)
{
	struct job *job = &c->ring[c->first % c->nring];

	pthread_mutex_lock(&c->lock);
	while (job->state != DONE)
		pthread_cond_wait(&c->done, &c->lock);
	c->first++;
	pthread_mutex_unlock(&c->lock);
	report(c, job);
}

void crew_put(struct crew *c, const struct piece *piece)
{
	struct job *job;

	c->bytes += (long long)(piece->text.n - piece->seen);
	if (!c->nthreads) {
		probe_piece(c->probe, piece, &c->room);
		notes_report(&c->room.notes, piece, c->findings);
		return;
	}
	if (c->next - c->first == c->nring)
		take_first(c);
	job = &c->ring[c->next % c->nring];
	job->file = mem_strdup(piece->file);
	buf_clear(&job->text);
	buf_add(&job->text, piece->text.p, piece->text.n);
	job->piece = *piece;
	job->piece.file = job->file;
	job->piece.text.p = job->text.p;
	pthread_mutex_lock(&c->lock);
	job->state = WAITING;
	c->next++;
	pthread_cond_signal(&c->work);
	pthread_mutex_unlock(&c->lock);
}

void crew_finish(struct crew *c)
{
	while (c->first < c->next)
		take_first(c);
}

void crew_free(struct crew *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->lock);
	c->is_over = true;
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->lock);
	for (int i = 0; i < c->nthreads; i++)
		pthread_join(c->threads[i], NULL);
	for (size_t i = 0; i < c->nring; i++) {
		OPENSSL_cleanse(c->ring[i].text.p, c->ring[i].text.n);
		buf_release(&c->ring[i].text);
		free(c->ring[i].file);
		free(c->ring[i].notes.items);
	}
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->work);
	pthread_cond_destroy(&c->done);
	probe_room_release(&c->room);
	free(c->threads);
	free(c->ring);
	free(c);
}

long long crew_bytes(const struct crew *c)
{
	return c->bytes;
}
