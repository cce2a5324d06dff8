#include "run/public_order.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"

struct order_reading {
	struct public_order *to;
	const struct local_day *local;
	char **names; /* of all release folders, sorted */
	bool *is_told;
	size_t n;
};

static void append(struct public_order *o, const char *id, bool has_day, int32_t day)
{
	if (o->n > 0 && strcmp(o->items[o->n - 1].id, id) == 0)
		return;
	o->items = mem_grow(o->items, &o->capacity, o->n + 1, sizeof(*o->items));
	o->items[o->n++] = (struct public_release){ mem_strdup(id), has_day, day };
}

/* release: a path that ends with the id, or the last digits of the id. */
static bool is_of(const char *id, const char *release)
{
	const char *slash = strrchr(release, '/');
	size_t n = strlen(id), m = strlen(release);

	if (slash)
		return strcmp(slash + 1, id) == 0;
	return m > 0 && n >= m && strcmp(id + n - m, release) == 0;
}

static int take_run(void *ctx, const char *release, const char *started, struct err *err)
{
	struct order_reading *r = ctx;
	int32_t day = 0;
	bool has_day;
	size_t i;

	(void)err;
	for (i = 0; i < r->n && !is_of(r->names[i], release); i++)
		;
	if (i == r->n) {
		/* A promise without an end may never have become public. */
		r->to->ngone += strchr(release, '/') != NULL;
		return 0;
	}
	has_day = local_day_of(r->local, started, &day);
	append(r->to, r->names[i], has_day, day);
	r->is_told[i] = true;
	return 0;
}

/* Only folders: neither an alias nor what a killed yg-publish left. */
static int list_releases(const char *dir, char ***names, size_t *n, struct err *err)
{
	size_t i, kept = 0;
	struct stat st;
	char *path;
	bool is_release;

	*names = NULL;
	*n = 0;
	if (access(dir, F_OK) < 0)
		return 0;
	if (file_list(dir, names, n, err) < 0)
		return -1;
	for (i = 0; i < *n; i++) {
		path = file_join(dir, (*names)[i]);
		is_release = (*names)[i][0] != '.' && lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
		free(path);
		if (is_release)
			(*names)[kept++] = (*names)[i];
		else
			free((*names)[i]);
	}
	*n = kept;
	return 0;
}

static void read_latest(const char *dir, char latest[NAME_MAX + 1])
{
	char *path = file_join(dir, "latest");
	ssize_t n = readlink(path, latest, NAME_MAX);

	latest[n > 0 ? n : 0] = '\0';
	free(path);
}

/* Before all that was told of: what no run tells of. */
static void put_untold(struct order_reading *r, const char *latest)
{
	struct public_order told = *r->to;
	size_t i, last = r->n;

	r->to->items = NULL;
	r->to->n = r->to->capacity = 0;
	for (i = 0; i < r->n; i++) {
		if (r->is_told[i])
			continue;
		r->to->nuntold++;
		if (strcmp(r->names[i], latest) == 0)
			last = i;
		else
			append(r->to, r->names[i], false, 0);
	}
	/* After what is told of, when the alias leads to it. */
	for (i = 0; i < told.n; i++)
		append(r->to, told.items[i].id, told.items[i].has_day, told.items[i].day);
	if (last < r->n)
		append(r->to, r->names[last], false, 0);
	for (i = 0; i < told.n; i++)
		free(told.items[i].id);
	free(told.items);
}

int public_order_read(const struct site *site, struct state *s, const char *dataset,
		      const struct local_day *local, struct public_order *o, struct err *err)
{
	struct order_reading r = { .to = o, .local = local };
	char latest[NAME_MAX + 1];
	struct buf dir = BUF_INIT;
	int ret;

	memset(o, 0, sizeof(*o));
	buf_printf(&dir, "%s/d/%s", site->public_dir, dataset);
	ret = list_releases(dir.p, &r.names, &r.n, err);
	if (ret == 0) {
		r.is_told = mem_zalloc(r.n + 1, sizeof(*r.is_told));
		ret = state_releases(s, dataset, take_run, &r, err);
		read_latest(dir.p, latest);
		put_untold(&r, latest);
	}
	free(r.is_told);
	file_list_free(r.names, r.n);
	buf_release(&dir);
	return ret;
}

void public_order_release(struct public_order *o)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		free(o->items[i].id);
	free(o->items);
	memset(o, 0, sizeof(*o));
}
