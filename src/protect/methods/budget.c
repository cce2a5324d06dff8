#include "protect/methods/budget.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/file.h"
#include "core/json.h"
#include "core/jsonout.h"
#include "core/path.h"

enum { LEDGER_MAX = 64 << 20 };

/* What the ledger says of one budget. */
struct account {
	const struct budget_spend *s;
	struct ratio spent;
	bool has_product;
};

static int check_entry(struct account *a, const char *unit, const struct ratio *total,
		       struct err *err)
{
	struct buf b = BUF_INIT;

	if (strcmp(unit, a->s->unit) == 0 && ratio_cmp(total, a->s->total) == 0)
		return 0;
	ratio_put(total, &b);
	err_set(err, ERR_CONFIG,
		"budget %s was begun with a total of %s %s; it stays that: another budget needs "
		"another name",
		a->s->budget, unit, b.p);
	buf_release(&b);
	return -1;
}

static int read_entry(struct account *a, struct json v, struct err *err)
{
	const char *budget, *unit, *total, *product, *spent, *ignored;
	struct ratio t, cost;
	struct json_obj o;
	int ret = 0;

	json_open(&o, v, err);
	budget = json_str(&o, "budget");
	unit = json_str(&o, "unit");
	total = json_str(&o, "total");
	product = json_str(&o, "product");
	json_opt_str(&o, "dataset", &ignored);
	json_opt_str(&o, "period", &ignored);
	spent = json_str(&o, "spent");
	if (json_close(&o) < 0)
		return -1;
	ratio_init(&t);
	ratio_init(&cost);
	if (!ratio_parse(&t, str_of(total)) || !ratio_parse(&cost, str_of(spent))) {
		ret = json_err(v, err, "no fractions");
	} else if (strcmp(budget, a->s->budget) == 0) {
		ret = check_entry(a, unit, &t, err);
		ratio_add(&a->spent, &a->spent, &cost);
		a->has_product |= strcmp(product, a->s->product) == 0;
	}
	ratio_release(&t);
	ratio_release(&cost);
	return ret;
}

static int read_ledger(struct account *a, const char *file, const struct buf *text, struct err *err)
{
	const char *p = text->p, *end = p + text->n, *stop;
	struct json_doc *doc;
	int line, ret = 0;

	for (line = 1; p < end && ret == 0; line++, p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (!stop)
			return err_set(err, ERR_DATA, "%s: line %d is cut off", path_shown(file),
				       line);
		ret = json_parse(path_shown(file), (struct str){ p, (size_t)(stop - p) }, &doc,
				 err);
		if (ret == 0) {
			ret = read_entry(a, json_root(doc), err);
			json_free(doc);
		}
		if (ret < 0)
			err_wrap(err, "line %d of the ledger", line);
	}
	return ret;
}

static int check_left(const struct account *a, struct err *err)
{
	struct buf b = BUF_INIT;
	struct ratio after;
	int ret = 0;

	ratio_init(&after);
	ratio_add(&after, &a->spent, a->s->cost);
	if (ratio_cmp(&after, a->s->total) > 0) {
		buf_printf(&b, "budget %s: ", a->s->budget);
		ratio_put(&a->spent, &b);
		buf_puts(&b, " of ");
		ratio_put(a->s->total, &b);
		buf_printf(&b, " %s are spent, and this product needs ", a->s->unit);
		ratio_put(a->s->cost, &b);
		ret = err_set(err, ERR_GATE, "%s", b.p);
	}
	ratio_release(&after);
	buf_release(&b);
	return ret;
}

static void put_ratio(struct jsonout *j, const char *key, const struct ratio *r)
{
	struct buf b = BUF_INIT;

	ratio_put(r, &b);
	jsonout_member(j, key, b.p);
	buf_release(&b);
}

static void put_entry(const struct budget_spend *s, struct buf *text)
{
	struct jsonout j;

	jsonout_init(&j, text, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "budget", s->budget);
	jsonout_member(&j, "unit", s->unit);
	put_ratio(&j, "total", s->total);
	jsonout_member(&j, "product", s->product);
	if (*s->dataset)
		jsonout_member(&j, "dataset", s->dataset);
	if (*s->period)
		jsonout_member(&j, "period", s->period);
	put_ratio(&j, "spent", s->cost);
	jsonout_close(&j, '}');
	buf_putc(text, '\n');
}

static int spend_locked(const char *file, const struct budget_spend *s, struct err *err)
{
	struct account a = { .s = s };
	struct buf text = BUF_INIT;
	int ret = 0;

	ratio_init(&a.spent);
	if (access(file, F_OK) == 0)
		ret = file_read(file, LEDGER_MAX, &text, ERR_IO, err);
	if (ret == 0)
		ret = read_ledger(&a, file, &text, err);
	if (ret == 0 && !a.has_product) {
		ret = check_left(&a, err);
		put_entry(s, &text);
		if (ret == 0)
			ret = file_save(file, 0600, (struct str){ text.p, text.n }, err);
	}
	ratio_release(&a.spent);
	buf_release(&text);
	return ret;
}

/* The lock has a file of its own, for the ledger is replaced; it dies with its holder. */
static int take_lock(const char *file, struct err *err)
{
	struct buf path = BUF_INIT;
	int fd;

	buf_printf(&path, "%s.lock", file);
	fd = open(path.p, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	while (fd >= 0 && flock(fd, LOCK_EX) < 0)
		if (errno != EINTR) {
			close(fd);
			fd = -1;
		}
	if (fd < 0)
		err_sys(err, ERR_IO, "%s: cannot lock", path_shown(path.p));
	buf_release(&path);
	return fd;
}

int budget_spend(const char *file, const struct budget_spend *s, struct err *err)
{
	int fd = take_lock(file, err), ret;

	if (fd < 0)
		return -1;
	ret = spend_locked(file, s, err);
	close(fd);
	return ret;
}
