#include "inspect/clearance.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/json.h"
#include "core/jsonout.h"
#include "core/mem.h"
#include "core/program.h"

enum { SUMS_MAX = 16 * 1024 * 1024, PREFIX = 66 };

static const char sums_name[] = "SHA256SUMS";

static int read_dataset(struct clearance *p, struct err *err)
{
	char *path = file_join(p->folder, "datapackage.json");
	struct json_doc *doc = NULL;
	const char *name;
	int ret = -1;

	if (json_read(path, &doc, err) < 0)
		goto out;
	if (!json_is_string(json_member(json_root(doc), "name"))) {
		err_set(err, ERR_DATA, "%s does not name the dataset", path);
		goto out;
	}
	if (json_get_str(json_member(json_root(doc), "name"), &name, err) == 0) {
		p->dataset = mem_strdup(name);
		ret = 0;
	}
out:
	json_free(doc);
	free(path);
	return ret;
}

/* The list of one line for NAME.zip, which no list inside it can name; nothing when
 * there is no archive. */
static int read_archive_sums(const struct clearance *p, struct buf *to, struct err *err)
{
	struct buf name = BUF_INIT;
	struct stat st;
	char *path;
	int ret = 0;

	buf_printf(&name, "%s.zip.sha256", p->dataset);
	path = file_join(p->folder, name.p);
	if (lstat(path, &st) == 0)
		ret = file_read(path, SUMS_MAX, to, ERR_DATA, err);
	free(path);
	buf_release(&name);
	return ret;
}

/* Both lists of digests, and the digests of these lists. */
static int read_sums(const struct clearance *p, struct buf *sums, char release[SHA256_HEX],
		     char archive[SHA256_HEX], struct err *err)
{
	char *path = file_join(p->folder, sums_name);
	size_t n;
	int ret = file_read(path, SUMS_MAX, sums, ERR_DATA, err);

	free(path);
	if (ret < 0)
		return -1;
	sha256_of(sums->p, sums->n, release);
	n = sums->n;
	if (read_archive_sums(p, sums, err) < 0)
		return -1;
	archive[0] = '\0';
	if (sums->n > n)
		sha256_of(sums->p + n, sums->n - n, archive);
	return 0;
}

int clearance_begin(struct clearance *p, const char *folder, struct err *err)
{
	struct buf sums = BUF_INIT;
	int ret;

	*p = (struct clearance){ .folder = folder };
	if (read_dataset(p, err) < 0)
		return -1;
	ret = read_sums(p, &sums, p->release, p->archive, err);
	buf_release(&sums);
	return ret;
}

void clearance_release(struct clearance *p)
{
	free(p->dataset);
	*p = (struct clearance){ .folder = NULL };
}

/* The digest that a list writes down for a file; NULL: none. */
static const char *written(struct str sums, const char *file)
{
	const char *p = sums.p, *end = sums.p + sums.n;
	size_t n = strlen(file);

	while (p < end) {
		const char *line = p, *stop = memchr(p, '\n', (size_t)(end - p));

		if (!stop)
			stop = end;
		p = stop < end ? stop + 1 : end;
		if ((size_t)(stop - line) == PREFIX + n && memcmp(line + 64, "  ", 2) == 0 &&
		    memcmp(line + PREFIX, file, n) == 0)
			return line;
	}
	return NULL;
}

static bool is_list(const struct clearance *p, const char *file)
{
	size_t n = strlen(p->dataset);

	return strcmp(file, sums_name) == 0 ||
	       (strncmp(file, p->dataset, n) == 0 && strcmp(file + n, ".zip.sha256") == 0);
}

/* Nothing was found, so that the file's name may stand in a message. */
static int check_file(struct clearance *p, const char *file, struct str sums, struct err *err)
{
	char hex[SHA256_HEX], *path = file_join(p->folder, file);
	const char *digest = written(sums, file);
	struct stat st;
	int ret = -1;

	if (program_check(err) < 0)
		goto out;
	if (lstat(path, &st) < 0 || !S_ISREG(st.st_mode)) {
		err_set(err, ERR_GATE, "%s is no regular file", path);
		goto out;
	}
	p->files++;
	p->bytes += (long long)st.st_size;
	ret = 0;
	if (is_list(p, file))
		goto out;
	ret = sha256_file(path, hex, ERR_GATE, err);
	if (ret == 0 && !digest)
		ret = err_set(err, ERR_GATE, "%s is not listed in SHA256SUMS: no pass", path);
	else if (ret == 0 && memcmp(digest, hex, SHA256_HEX - 1) != 0)
		ret = err_set(err, ERR_GATE,
			      "%s does not have the digest that is written down: no pass", path);
out:
	free(path);
	return ret;
}

static int check_files(struct clearance *p, struct err *err)
{
	char release[SHA256_HEX], archive[SHA256_HEX], **names = NULL;
	struct buf sums = BUF_INIT;
	size_t n = 0;
	int ret = -1;

	if (read_sums(p, &sums, release, archive, err) < 0 ||
	    file_list(p->folder, &names, &n, err) < 0)
		goto out;
	if (strcmp(release, p->release) != 0 || strcmp(archive, p->archive) != 0) {
		err_set(err, ERR_GATE, "%s was changed while it was inspected", p->folder);
		goto out;
	}
	ret = 0;
	for (size_t i = 0; i < n && ret == 0; i++)
		ret = check_file(p, names[i], (struct str){ sums.p, sums.n }, err);
out:
	file_list_free(names, n);
	buf_release(&sums);
	return ret;
}

static void put_clearance(const struct clearance *p, const char *policy, long long values,
			  struct buf *to)
{
	struct jsonout j;

	jsonout_init(&j, to, 2);
	jsonout_open(&j, '{');
	jsonout_member(&j, "dataset", p->dataset);
	jsonout_member(&j, "release", p->release);
	if (*p->archive)
		jsonout_member(&j, "archive", p->archive);
	jsonout_member_int(&j, "files", p->files);
	jsonout_member_int(&j, "bytes", p->bytes);
	jsonout_member_int(&j, "values", values);
	jsonout_member(&j, "policy", policy);
	jsonout_member(&j, "tool", "yg-inspect " YG_VERSION);
	jsonout_close(&j, '}');
	buf_putc(to, '\n');
}

int clearance_write(struct clearance *p, const char *path, const char *policy, long long values,
		    struct err *err)
{
	struct buf b = BUF_INIT;
	int ret = -1;

	p->files = p->bytes = 0;
	if (check_files(p, err) < 0)
		return -1;
	put_clearance(p, policy, values, &b);
	ret = file_save(path, 0600, (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}
