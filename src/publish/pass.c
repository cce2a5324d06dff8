#include "publish/pass.h"

#include "core/json.h"

static int held(const struct folder *f, struct err *err, const char *why)
{
	return err_set(err, ERR_GATE, "%s: %s; the release is held", f->path, why);
}

/* The tool and the policy are for those who read the pass. */
static int check_document(const struct json_doc *doc, const struct folder *f, struct err *err)
{
	const char *dataset, *release, *archive = "";
	long long values, files, bytes;
	struct json_obj o;

	json_open(&o, json_root(doc), err);
	dataset = json_str(&o, "dataset");
	release = json_str(&o, "release");
	json_opt_str(&o, "archive", &archive);
	values = json_int(&o, "values");
	files = json_int(&o, "files");
	bytes = json_int(&o, "bytes");
	json_str(&o, "policy");
	json_str(&o, "tool");
	if (json_close(&o) < 0) {
		err->kind = ERR_GATE;
		return err_wrap(err, "%s has no pass of yg-inspect; the release is held", f->path);
	}
	if (strcmp(dataset, f->name) != 0)
		return err_set(err, ERR_GATE,
			       "%s: holds the dataset %s, the pass is for %s; the release is held",
			       f->path, f->name, dataset);
	if (strcmp(release, f->digest) != 0 || strcmp(archive, f->archive_digest) != 0 ||
	    files != (long long)f->nfiles || bytes != f->bytes)
		return held(f, err, "is not what yg-inspect gave the pass for");
	return values > 0 ? 0 : held(f, err, "was inspected without a value to look for");
}

int pass_check(const char *path, const struct folder *f, struct err *err)
{
	struct json_doc *doc;
	int ret;

	if (!path)
		return held(f, err, "has no pass of yg-inspect (--pass FILE)");
	if (json_read(path, &doc, err) < 0) {
		err->kind = ERR_GATE;
		return err_wrap(err, "%s has no pass of yg-inspect; the release is held", f->path);
	}
	ret = check_document(doc, f, err);
	json_free(doc);
	return ret;
}
