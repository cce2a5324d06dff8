/* What is written to the ledger of cells: a release that became public. */
#include "core/history_sql.h"
#include "core/mem.h"
#include "core/path.h"

#include <stdlib.h>

/* The head of an attached draft. */
struct head {
	char *dataset;
	int64_t day;
	bool whole;
};

/* A cell as it was gets no line, nor does one that never was and is not. */
static const char take_changes[] =
	"INSERT INTO main.line SELECT ?1, d.cell, ?2, d.view, d.truth, d.shown, d.as_of"
	" FROM draft.line d LEFT JOIN main.line l ON l.dataset = ?1 AND l.cell = d.cell"
	" AND l.release = (SELECT max(release) FROM main.line WHERE dataset = ?1 AND cell = d.cell)"
	" WHERE CASE WHEN l.cell IS NULL THEN d.view <> 0 ELSE"
	" l.view <> d.view OR l.truth <> d.truth OR l.shown IS NOT d.shown END";
static const char take_absence[] =
	"INSERT INTO main.line SELECT ?1, cell, ?2, 0, '', NULL, ?3"
	" FROM (SELECT cell, view, max(release) FROM main.line WHERE dataset = ?1 GROUP BY cell)"
	" WHERE view <> 0 AND cell NOT IN (SELECT cell FROM draft.line)";

/* Runs it once. */
static int run(struct history *h, sqlite3_stmt *st, struct err *err)
{
	int ret = st ? history_step(st, h->path, err) : -1;

	sqlite3_finalize(st);
	return ret;
}

static int read_head(struct history *h, const char *path, struct head *head, struct err *err)
{
	sqlite3_stmt *st;
	int found;

	if (history_check_mark(h->db, "draft", HISTORY_DRAFT_MARK, path, err) < 0)
		return -1;
	st = history_ask(h->db, path, err, "SELECT dataset, day, whole FROM draft.head", "");
	if (!st)
		return -1;
	found = history_step(st, path, err);
	if (found > 0) {
		head->dataset = mem_strdup((const char *)sqlite3_column_text(st, 0));
		head->day = sqlite3_column_int64(st, 1);
		head->whole = sqlite3_column_int(st, 2) != 0;
	}
	sqlite3_finalize(st);
	if (found == 0)
		return err_set(err, ERR_CONFIG, "%s: has no head", path_shown(path));
	return found < 0 ? -1 : 0;
}

/* 1: the dataset's last release has this id; else 0, and the next number. */
static int is_last(struct history *h, int64_t dataset, const char *id, int64_t *next,
		   struct err *err)
{
	static const char sql[] = "SELECT n FROM release WHERE dataset = ?1 AND id = ?2 AND n ="
				  " (SELECT max(n) FROM release WHERE dataset = ?1)";
	int64_t same;

	if (history_number(h->db, h->path, err, &same, sql, "is", dataset, id) < 0 ||
	    history_number(h->db, h->path, err, next,
			   "SELECT coalesce(max(n), 0) + 1 FROM release WHERE dataset = ?", "i",
			   dataset) < 0)
		return -1;
	return same != 0;
}

static int take_release(struct history *h, const struct head *head, const char *id, struct err *err)
{
	int64_t dataset, n;
	int was_taken;

	if (run(h,
		history_ask(h->db, h->path, err,
			    "INSERT INTO dataset (name) VALUES (?) ON CONFLICT DO NOTHING", "s",
			    head->dataset),
		err) < 0 ||
	    history_number(h->db, h->path, err, &dataset, "SELECT id FROM dataset WHERE name = ?",
			   "s", head->dataset) < 0)
		return -1;
	was_taken = is_last(h, dataset, id, &n, err);
	if (was_taken != 0)
		return was_taken < 0 ? -1 : 0;
	if (run(h,
		history_ask(h->db, h->path, err, "INSERT INTO release VALUES (?, ?, ?, ?)", "iisi",
			    dataset, n, id, head->day),
		err) < 0 ||
	    run(h, history_ask(h->db, h->path, err, take_changes, "ii", dataset, n), err) < 0)
		return -1;
	if (!head->whole)
		return 0;
	return run(h, history_ask(h->db, h->path, err, take_absence, "iii", dataset, n, head->day),
		   err);
}

static int end(struct history *h, int ret, struct err *err)
{
	struct err ignored = ERR_INIT;

	if (ret == 0)
		ret = history_exec(h->db, h->path, "COMMIT", err);
	if (ret < 0)
		history_exec(h->db, h->path, "ROLLBACK", &ignored);
	return ret;
}

int history_take(struct history *h, const char *draft, const char *id, struct err *err)
{
	struct err ignored = ERR_INIT;
	struct head head = { 0 };
	int ret;

	if (run(h, history_ask(h->db, draft, err, "ATTACH ? AS draft", "s", draft), err) < 0)
		return -1;
	ret = read_head(h, draft, &head, err);
	if (ret == 0)
		ret = history_exec(h->db, h->path, "BEGIN IMMEDIATE", err);
	if (ret == 0)
		ret = end(h, take_release(h, &head, id, err), err);
	history_exec(h->db, h->path, "DETACH draft", &ignored);
	free(head.dataset);
	return ret;
}

static int replace(struct history *h, const char *dataset, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM main.line WHERE dataset = (SELECT id FROM main.dataset WHERE name = "
		"?)",
		"DELETE FROM main.release WHERE dataset = (SELECT id FROM main.dataset WHERE name "
		"= ?)",
		"DELETE FROM main.dataset WHERE name = ?",
		"INSERT INTO main.dataset (name) SELECT name FROM other.dataset WHERE name = ?",
		"INSERT INTO main.release SELECT d.id, r.n, r.id, r.day FROM main.dataset d, "
		"other.dataset o,"
		" other.release r WHERE d.name = ? AND o.name = d.name AND r.dataset = o.id",
		"INSERT INTO main.line SELECT d.id, l.cell, l.release, l.view, l.truth, l.shown, "
		"l.as_of"
		" FROM main.dataset d, other.dataset o, other.line l"
		" WHERE d.name = ? AND o.name = d.name AND l.dataset = o.id",
	};
	size_t i;
	int ret = 0;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]) && ret == 0; i++)
		ret = run(h, history_ask(h->db, h->path, err, sql[i], "s", dataset), err);
	return ret;
}

int history_replace(struct history *h, const char *path, const char *dataset, struct err *err)
{
	struct err ignored = ERR_INIT;
	int ret;

	if (run(h, history_ask(h->db, path, err, "ATTACH ? AS other", "s", path), err) < 0)
		return -1;
	ret = history_check_mark(h->db, "other", HISTORY_MARK, path, err);
	if (ret == 0)
		ret = history_exec(h->db, h->path, "BEGIN IMMEDIATE", err);
	if (ret == 0)
		ret = end(h, replace(h, dataset, err), err);
	history_exec(h->db, h->path, "DETACH other", &ignored);
	return ret;
}
