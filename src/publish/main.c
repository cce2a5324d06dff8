/*
 * yg-publish puts an inspected release folder into the public tree, whole or not at all.
 *
 *	yg-publish --pass pass.json --public out/public out/work/relief
 */
#include <stdlib.h>
#include <sys/stat.h>

#include "core/log.h"
#include "core/program.h"
#include "core/site.h"
#include "publish/pass.h"
#include "publish/place.h"

static const char *public_dir, *dataset, *pass;

static const struct opt opts[] = {
	{ 'p', "public", OPT_STRING, &public_dir, "DIR",
	  "the public tree, instead of the one that the site names" },
	{ 'd', "dataset", OPT_STRING, &dataset, "NAME", "hold a release of any other dataset" },
	{ 0, "pass", OPT_STRING, &pass, "FILE", "what yg-inspect gave for this very release" },
	OPT_END
};

static struct program prog = {
	.name = "yg-publish",
	.synopsis = "[options] --pass FILE RELEASE",
	.summary = "Puts an inspected release folder into the public tree, whole or not at all.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 1,
};

/* A wrong name in package.json must not put one dataset in the place of another. */
static int check_dataset(const struct folder *f, struct err *err)
{
	if (!dataset || strcmp(f->name, dataset) == 0)
		return 0;
	return err_set(err, ERR_GATE, "%s: holds the dataset %s, not %s; the release is held",
		       f->path, f->name, dataset);
}

static int publish_into(const char *dir, const char *release, struct err *err)
{
	struct folder folder;
	bool was_there = false;
	char *path = NULL;
	int ret = -1;

	if (folder_check(&folder, release, err) == 0 && check_dataset(&folder, err) == 0 &&
	    pass_check(pass, &folder, err) == 0 &&
	    place_release(dir, &folder, &was_there, err) == 0) {
		path = place_path(dir, &folder);
		log_count("files", (long long)folder.nfiles, "%s %s", path,
			  was_there ? "was there already, unchanged" : "published");
		printf("%s\n", path);
		ret = 0;
	}
	free(path);
	folder_release(&folder);
	return ret;
}

static int publish(const char *release, struct err *err)
{
	struct site site;
	int ret;

	if (public_dir && !*public_dir)
		return err_set(err, ERR_USAGE, "--public: the name of the folder is empty");
	if (public_dir)
		return publish_into(public_dir, release, err);
	memset(&site, 0, sizeof(site));
	ret = site_open(&site, release, err);
	if (ret == 0)
		ret = publish_into(site.public_dir, release, err);
	site_release(&site);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	umask(022); /* whoever calls us: it is for everybody to read */
	if (ret == 0)
		ret = publish(prog.operands[0], &err);
	return program_end(&prog, ret, &err);
}
