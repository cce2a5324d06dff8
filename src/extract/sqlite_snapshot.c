#include <inttypes.h>

#include "core/digest.h"
#include "core/program.h"
#include "core/mem.h"
#include "extract/sqlite_conn.h"

/* SQLite file format, 1.3: the database header, and 4.1: the WAL header. */
enum {
	AT_PAGE_SIZE = 16,
	AT_VERSIONS = 18,
	AT_CHANGES = 24,
	AT_PAGES = 28,
	AT_SCHEMA = 40,
	AT_CHECKPOINT = 12,
	AT_SALT = 16,
	SAMPLES = 64,
	BLOCK = 1 << 20
};

static uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int file_of(struct sqlite_conn *c, bool wal, sqlite3_file **file, struct err *err)
{
	int op = wal ? SQLITE_FCNTL_JOURNAL_POINTER : SQLITE_FCNTL_FILE_POINTER;
	int rc = sqlite3_file_control(c->db, "main", op, (void *)file);

	if (rc != SQLITE_OK || !*file || !(*file)->pMethods)
		return sqlite_fail(c, rc ? rc : SQLITE_CANTOPEN, "be read", err);
	return 0;
}

int sqlite_read(struct sqlite_conn *c, bool wal, void *p, size_t n, int64_t at, struct err *err)
{
	sqlite3_file *file = NULL;
	int rc;

	if (file_of(c, wal, &file, err) < 0)
		return -1;
	rc = file->pMethods->xRead(file, p, (int)n, at);
	return rc == SQLITE_OK ? 0 : sqlite_fail(c, rc, "be read", err);
}

int sqlite_size(struct sqlite_conn *c, bool wal, int64_t *n, struct err *err)
{
	sqlite3_file *file = NULL;
	sqlite3_int64 size = 0;
	int rc;

	if (file_of(c, wal, &file, err) < 0)
		return -1;
	rc = file->pMethods->xFileSize(file, &size);
	*n = size;
	return rc == SQLITE_OK ? 0 : sqlite_fail(c, rc, "be read", err);
}

static uint32_t page_size(const struct sqlite_conn *c)
{
	uint32_t size = (uint32_t)c->header[AT_PAGE_SIZE] << 8 | c->header[AT_PAGE_SIZE + 1];

	return size == 1 ? 65536 : size;
}

/*
 * Pages spread over the whole file: two files with the same counters, say of two
 * loads of a test system, do not pass for one, and a large file is not read twice.
 */
static int put_sample(struct sqlite_conn *c, struct buf *text, struct err *err)
{
	uint32_t size = page_size(c);
	struct xxh128 *d = xxh128_new();
	char hex[XXH128_HEX];
	char *page = mem_alloc(size);
	int64_t bytes, pages, i;
	int ret = sqlite_size(c, false, &bytes, err);

	pages = ret == 0 && size ? bytes / size : 0;
	for (i = 0; ret == 0 && i < SAMPLES && pages; i++) {
		ret = sqlite_read(c, false, page, size, i * (pages - 1) / (SAMPLES - 1) * size,
				  err);
		xxh128_add(d, page, size);
	}
	xxh128_hex(d, hex);
	buf_printf(text, ", sample xxh128:%s", hex);
	xxh128_free(d);
	free(page);
	return ret;
}

static int put_digest(struct sqlite_conn *c, struct buf *text, struct err *err)
{
	struct sha256 *d = sha256_new();
	char hex[SHA256_HEX];
	char *block = mem_alloc(BLOCK);
	int64_t bytes, at, n;
	int ret = sqlite_size(c, false, &bytes, err);

	for (at = 0; ret == 0 && at < bytes; at += n) {
		n = bytes - at < BLOCK ? bytes - at : BLOCK;
		ret = sqlite_read(c, false, block, (size_t)n, at, err);
		if (ret == 0)
			ret = program_check(err);
		sha256_add(d, block, (size_t)n);
	}
	sha256_end(d, hex);
	buf_printf(text, ", sha256:%s", hex);
	free(block);
	return ret;
}

int sqlite_mark(struct sqlite_conn *c, struct err *err)
{
	bool is_wal;

	if (sqlite_read(c, false, c->header, sizeof(c->header), 0, err) < 0)
		return -1;
	is_wal = c->header[AT_VERSIONS] == 2 || c->header[AT_VERSIONS + 1] == 2;
	if (is_wal != c->is_wal)
		return err_set(err, ERR_BUSY,
			       "source %s: %s went into WAL mode or out of it while "
			       "it was opened; try again",
			       c->place.name, c->place.shown);
	if (!is_wal)
		return 0;
	if (sqlite_size(c, true, &c->wal_bytes, err) < 0)
		return -1;
	return c->wal_bytes < SQLITE_WAL_HEADER
		       ? 0
		       : sqlite_read(c, true, c->wal, sizeof(c->wal), 0, err);
}

/* In WAL mode newer pages wait in the -wal, which begins anew with new salts. */
static void put_wal(const struct sqlite_conn *c, struct buf *text)
{
	if (c->wal_bytes < SQLITE_WAL_HEADER)
		buf_puts(text, ", empty wal");
	else
		buf_printf(text,
			   ", wal %" PRIu32 " %08" PRIx32 "%08" PRIx32 " of %" PRId64 " bytes",
			   big_endian(c->wal + AT_CHECKPOINT), big_endian(c->wal + AT_SALT),
			   big_endian(c->wal + AT_SALT + 4), c->wal_bytes);
}

int sqlite_snapshot(struct conn *base, bool digest, struct buf *text, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;

	if (digest && c->is_wal)
		return err_set(err, ERR_USAGE,
			       "--digest: source %s is in WAL mode, its file alone "
			       "is no snapshot",
			       c->place.name);
	buf_printf(text,
		   "sqlite change %" PRIu32 ", schema %" PRIu32 ", %" PRIu32 " pages of %" PRIu32
		   " bytes",
		   big_endian(c->header + AT_CHANGES), big_endian(c->header + AT_SCHEMA),
		   big_endian(c->header + AT_PAGES), page_size(c));
	if (c->is_wal) {
		put_wal(c, text);
		return 0;
	}
	if (put_sample(c, text, err) < 0)
		return -1;
	return digest ? put_digest(c, text, err) : 0;
}
