/* What a night would add to the ledger of cells, in a file of its own. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/history_sql.h"
#include "core/mem.h"
#include "core/path.h"

struct history_draft {
	sqlite3 *db;
	sqlite3_stmt *insert;
	char *path, *temp; /* written beside its place; temp NULL: nothing stands there */
};

/* Until it is renamed the file counts for nothing, so it wants no journal. */
static const char schema[] =
	"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
	"PRAGMA application_id = 2036810866; PRAGMA user_version = 1;" /* HISTORY_DRAFT_MARK */
	"BEGIN;"
	"CREATE TABLE head (dataset TEXT NOT NULL, day INTEGER NOT NULL, whole INTEGER NOT NULL)"
	" STRICT;"
	"CREATE TABLE line (cell TEXT PRIMARY KEY, view INTEGER NOT NULL, truth TEXT NOT NULL,"
	" shown TEXT, as_of INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

_Static_assert(HISTORY_MARK == 2036811881 && HISTORY_DRAFT_MARK == 2036810866,
	       "the marks in the schemas");

static int run(struct history_draft *d, sqlite3_stmt *st, struct err *err)
{
	int ret = st ? history_step(st, d->path, err) : -1;

	sqlite3_finalize(st);
	return ret;
}

static int create(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot create", path_shown(path));
	close(fd);
	return 0;
}

static int open_draft(struct history_draft *d, const char *dataset, int32_t day, struct err *err)
{
	static const char insert[] = "INSERT INTO line VALUES (?, ?, ?, ?, ?)";

	if (sqlite3_open_v2(d->temp, &d->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return history_fail(d->db, d->path, err);
	if (history_exec(d->db, d->path, schema, err) < 0 ||
	    run(d,
		history_ask(d->db, d->path, err, "INSERT INTO head VALUES (?, ?, 0)", "si", dataset,
			    (int64_t)day),
		err) < 0)
		return -1;
	d->insert = history_ask(d->db, d->path, err, insert, "");
	return d->insert ? 0 : -1;
}

int history_draft_begin(const char *path, const char *dataset, int32_t day,
			struct history_draft **out, struct err *err)
{
	struct history_draft *d = mem_zalloc(1, sizeof(*d));

	d->path = mem_strdup(path);
	d->temp = file_temp_name(path);
	if (file_remove(d->temp, err) < 0 || create(d->temp, err) < 0 ||
	    open_draft(d, dataset, day, err) < 0) {
		history_draft_drop(d);
		return -1;
	}
	*out = d;
	return 0;
}

int history_draft_whole(struct history_draft *d, struct err *err)
{
	return history_exec(d->db, d->path, "UPDATE head SET whole = 1", err);
}

int history_draft_add(struct history_draft *d, const struct history_cell *cell, struct err *err)
{
	bool as_truth = strcmp(cell->truth, cell->shown) == 0;

	sqlite3_bind_text(d->insert, 1, cell->cell, -1, SQLITE_STATIC);
	sqlite3_bind_int(d->insert, 2, (int)cell->view);
	sqlite3_bind_text(d->insert, 3, cell->truth, -1, SQLITE_STATIC);
	sqlite3_bind_text(d->insert, 4, as_truth ? NULL : cell->shown, -1, SQLITE_STATIC);
	sqlite3_bind_int(d->insert, 5, cell->as_of);
	if (sqlite3_step(d->insert) != SQLITE_DONE) {
		if (sqlite3_errcode(d->db) == SQLITE_CONSTRAINT)
			err_set(err, ERR_DATA, "%s: the cell %s stands twice", path_shown(d->path),
				cell->cell);
		else
			history_fail(d->db, d->path, err);
		sqlite3_reset(d->insert);
		return -1;
	}
	sqlite3_reset(d->insert);
	return 0;
}

static void close_draft(struct history_draft *d)
{
	sqlite3_finalize(d->insert);
	sqlite3_close(d->db);
	d->insert = NULL;
	d->db = NULL;
}

int history_draft_finish(struct history_draft *d, struct err *err)
{
	int ret = history_exec(d->db, d->path, "COMMIT", err);

	close_draft(d);
	if (ret == 0)
		ret = file_sync(d->temp, 0, err);
	if (ret == 0 && rename(d->temp, d->path) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot rename into place", path_shown(d->path));
	if (ret == 0) {
		free(d->temp);
		d->temp = NULL;
		ret = file_sync_parent(d->path, err);
	}
	history_draft_drop(d);
	return ret;
}

void history_draft_drop(struct history_draft *d)
{
	if (!d)
		return;
	close_draft(d);
	if (d->temp)
		unlink(d->temp);
	free(d->temp);
	free(d->path);
	free(d);
}
