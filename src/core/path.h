/*
 * path: how a file is called in messages.
 */
#ifndef CORE_PATH_H
#define CORE_PATH_H

/*
 * The part of an absolute path below the working folder, else the path itself:
 * the site finds its files by absolute paths, people know them by short ones.
 * A view into `path`.
 */
const char *path_shown(const char *path);

#endif
