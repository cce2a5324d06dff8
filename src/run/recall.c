#include "run/recall.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/history.h"
#include "core/log.h"
#include "core/mem.h"
#include "run/public_cells.h"
#include "run/public_order.h"

/* Where it is done: PRIVATE/cells/NAME.recall, which a recall that was killed leaves to the next. */
struct recall {
	const struct site *site;
	const struct pipeline *pipeline;
	struct public_order order;
	char *history, *room, *draft;
};

static int begin(struct recall *r, const struct site *site, struct state *s,
		 const struct pipeline *p, const struct local_day *local, struct err *err)
{
	struct buf b = BUF_INIT;

	*r = (struct recall){ .site = site, .pipeline = p };
	r->history = file_join(site->private_dir, "cells.db");
	buf_printf(&b, "%s/cells/%s.recall", site->private_dir, p->name);
	r->room = buf_detach(&b);
	r->draft = file_join(r->room, "draft");
	return public_order_read(site, s, p->name, local, &r->order, err);
}

static int make_room(const struct recall *r, struct err *err)
{
	return file_remove(r->room, err) < 0 ? -1 : file_make_dirs(r->room, 0700, err);
}

static int end(struct recall *r, int ret, struct err *err)
{
	struct err remove_err = ERR_INIT;

	if (file_remove(r->room, &remove_err) < 0 && ret == 0) {
		*err = remove_err;
		ret = -1;
	}
	public_order_release(&r->order);
	free(r->history);
	free(r->room);
	free(r->draft);
	return ret;
}

static int take_one(const struct recall *r, struct history *h, const struct public_release *release,
		    struct err *err)
{
	struct public_cells from = { .pipeline = r->pipeline,
				     .has_day = release->has_day,
				     .day = release->day };
	struct buf folder = BUF_INIT;
	int ret;

	buf_printf(&folder, "%s/d/%s/%s", r->site->public_dir, r->pipeline->name, release->id);
	from.folder = folder.p;
	ret = public_cells_draft(&from, r->draft, err);
	if (ret == 0)
		ret = history_take(h, r->draft, release->id, err);
	buf_release(&folder);
	return ret < 0 ? -1 : file_remove(r->draft, err);
}

/* Says what the public tree does not tell. */
static void warn(const struct recall *r)
{
	const char *name = r->pipeline->name;

	if (r->order.nuntold > 1)
		log_warn("%s: of %zu public releases no run tells when they were published; they "
			 "are taken in the order of their names",
			 name, r->order.nuntold);
	if (r->order.ngone)
		log_warn("%s: %zu releases that runs tell of are not public any more; what they "
			 "showed is not in the history",
			 name, r->order.ngone);
}

struct known {
	const struct public_order *order;
	bool *has; /* by release */
};

static int mark(void *ctx, const struct history_release *release, struct err *err)
{
	struct known *k = ctx;
	size_t i;

	(void)err;
	for (i = 0; i < k->order->n; i++)
		if (strcmp(k->order->items[i].id, release->id) == 0)
			k->has[i] = true;
	return 0;
}

/* has: to be freed; which releases the history has; *n: how many it lacks. */
static int find_known(const struct recall *r, bool **has, size_t *n, struct err *err)
{
	struct known k = { &r->order, mem_zalloc(r->order.n + 1, sizeof(bool)) };
	struct history *h = NULL;
	size_t i;
	int ret = history_open(r->history, true, &h, err);

	if (ret == 0)
		ret = history_releases(h, r->pipeline->name, mark, &k, err);
	history_close(h);
	*n = 0;
	for (i = 0; i < r->order.n; i++)
		*n += !k.has[i];
	*has = k.has;
	return ret;
}

static int take_missing(const struct recall *r, const bool *has, struct err *err)
{
	struct history *h = NULL;
	size_t i;
	int ret = make_room(r, err) < 0 ? -1 : history_open(r->history, false, &h, err);

	for (i = 0; i < r->order.n && ret == 0; i++)
		if (!has[i])
			ret = take_one(r, h, &r->order.items[i], err);
	history_close(h);
	return ret;
}

int recall_missing(const struct site *site, struct state *s, const struct pipeline *p,
		   const struct local_day *local, struct err *err)
{
	struct recall r;
	bool *has = NULL;
	size_t n;
	int ret = begin(&r, site, s, p, local, err);

	if (ret == 0)
		ret = find_known(&r, &has, &n, err);
	if (ret == 0 && n > 0) {
		log_warn("%s: the history of cells lacks %zu public release%s, taken from the "
			 "public tree now; what %s hid is not known any more",
			 p->name, n, n == 1 ? "" : "s", n == 1 ? "it" : "they");
		warn(&r);
		ret = take_missing(&r, has, err);
		if (ret < 0)
			err_wrap(err, "what was published of %s cannot be recalled", p->name);
	}
	free(has);
	return end(&r, ret, err);
}

int recall_all(const struct site *site, struct state *s, const struct pipeline *p,
	       const struct local_day *local, size_t *n, struct err *err)
{
	struct history *fresh = NULL, *h = NULL;
	struct recall r;
	char *path = NULL;
	size_t i;
	int ret = begin(&r, site, s, p, local, err);

	*n = r.order.n;
	if (ret == 0) {
		warn(&r);
		path = file_join(r.room, "cells.db");
		ret = make_room(&r, err) < 0 ? -1 : history_open(path, false, &fresh, err);
	}
	for (i = 0; i < r.order.n && ret == 0; i++)
		ret = take_one(&r, fresh, &r.order.items[i], err);
	history_close(fresh);
	if (ret == 0)
		ret = history_open(r.history, false, &h, err);
	if (ret == 0)
		ret = history_replace(h, path, p->name, err);
	history_close(h);
	free(path);
	return end(&r, ret, err);
}
