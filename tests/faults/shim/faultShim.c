/*
 * A disk that fails, stops or is switched off, for a process that this library is preloaded into. Calls that change
 * files below PHONOSCOPE_FAULT_FOLDER are counted; the control file says which of them fail, and how, or at which one
 * the process is killed. With PHONOSCOPE_FAULT_LOG all that was written, synced, cut, made, moved and removed there is
 * logged in order, and what the process said on its standard output in between.
 *
 * The log is lines, some followed by bytes:
 *   W inode offset length \n bytes   T inode size   S inode (synced)   D path (folder synced)   M length \n bytes (said)
 *   C inode path (made)   L inode path (linked)   R from \t to (renamed)   U path (removed)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { KIND_WRITE = 1, KIND_SYNC = 2, KIND_TRUNCATE = 4, KIND_NAME = 8, KIND_READ = 16 };

/* As faultShim.ts writes it. */
struct control {
  int64_t nCalls;     /* of the kinds below, so far */
  int64_t failFrom;   /* the first call to fail; 0: none */
  int64_t nFailing;   /* calls that fail from there */
  int64_t error;      /* errno they fail with; 0: writes take half of what they are given */
  int64_t kinds;      /* that are counted */
  int64_t nFailed;    /* calls that have failed */
  int64_t killAt;     /* the process is killed before this call; 0: never */
  int64_t isTorn;     /* and, if that is a write, after half of it */
};

#define MAX_FD 4096
static struct { dev_t dev; ino_t ino; char isFolder; char path[PATH_MAX]; } *known;
static struct control idle, *control = &idle;
static const char *folder;
static size_t folderLength;
static int logFd = -1;
static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(int, open64, const char *, int, ...);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
REAL(ssize_t, read, int, void *, size_t);
REAL(ssize_t, pread64, int, void *, size_t, off64_t);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(int, ftruncate64, int, off64_t);
REAL(int, unlink, const char *);
REAL(int, rename, const char *, const char *);
REAL(int, link, const char *, const char *);

static void *find(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void start(void) {
  if (real_write) return;
  real_open64 = find("open64"); real_write = find("write"); real_pwrite64 = find("pwrite64"); real_read = find("read");
  real_pread64 = find("pread64"); real_fsync = find("fsync"); real_fdatasync = find("fdatasync");
  real_ftruncate64 = find("ftruncate64"); real_unlink = find("unlink"); real_rename = find("rename"); real_link = find("link");
  known = calloc(MAX_FD, sizeof *known);
  folder = getenv("PHONOSCOPE_FAULT_FOLDER");
  folderLength = folder ? strlen(folder) : 0;
  const char *controlPath = getenv("PHONOSCOPE_FAULT_CONTROL"), *logPath = getenv("PHONOSCOPE_FAULT_LOG");
  int fd = controlPath ? real_open64(controlPath, O_RDWR | O_CLOEXEC) : -1;
  if (fd >= 0) {
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) control = mapped;
    close(fd);
  }
  if (logPath) logFd = real_open64(logPath, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int isWatched(const char *path) {
  start();
  return folder && path && strncmp(path, folder, folderLength) == 0 && (path[folderLength] == '/' || path[folderLength] == 0);
}

/* Whether the descriptor still is the file that was opened: not every close can be seen. */
static int isKnown(int fd) {
  struct stat is;
  start();
  if (fd < 3 || fd >= MAX_FD || !known || !known[fd].ino) return 0;
  if (fstat(fd, &is) == 0 && is.st_ino == known[fd].ino && is.st_dev == known[fd].dev) return 1;
  known[fd].ino = 0;
  return 0;
}

static void put(const void *bytes, size_t n) {
  for (const char *at = bytes; n > 0;) {
    ssize_t done = real_write(logFd, at, n);
    if (done <= 0) abort(); /* a log with a hole would prove nothing */
    at += done;
    n -= done;
  }
}

static void tell(const void *bytes, size_t n, const char *format, ...) {
  char line[2 * PATH_MAX + 64];
  va_list values;
  if (logFd < 0) return;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  put(line, length);
  if (n) put(bytes, n);
}

/* What becomes of a call. -1: it fails with errno set; 1: a short write; 0: it is done as it is. Holds the mutex. */
static int fate(int kind, int fd, const void *bytes, size_t n, off64_t at) {
  pthread_mutex_lock(&mutex);
  if (!(control->kinds & kind)) return 0;
  int64_t call = ++control->nCalls;
  if (control->killAt && call == control->killAt) {
    if (kind == KIND_WRITE && control->isTorn && n > 1) real_pwrite64(fd, bytes, n / 2, at);
    kill(getpid(), SIGKILL);
    pause();
  }
  if (!control->failFrom || call < control->failFrom || call >= control->failFrom + control->nFailing) return 0;
  if (control->error == 0 && kind != KIND_WRITE) return 0;
  control->nFailed++;
  if (control->error == 0) return 1;
  errno = (int)control->error;
  return -1;
}

#define END(result) do { int kept = errno; pthread_mutex_unlock(&mutex); errno = kept; return result; } while (0)

static int openWatched(const char *path, int flags, mode_t mode) {
  struct stat before, is;
  int isNew = stat(path, &before) != 0;
  if (isNew && (flags & O_CREAT) && fate(KIND_NAME, -1, NULL, 0, 0) < 0) END(-1);
  else if (!(isNew && (flags & O_CREAT))) pthread_mutex_lock(&mutex);
  int fd = real_open64(path, flags, mode);
  if (fd >= 0 && fd < MAX_FD && fstat(fd, &is) == 0) {
    known[fd].dev = is.st_dev;
    known[fd].ino = is.st_ino;
    known[fd].isFolder = S_ISDIR(is.st_mode);
    snprintf(known[fd].path, PATH_MAX, "%s", path);
    if (isNew) tell(NULL, 0, "C %ju %s\n", (uintmax_t)is.st_ino, path);
    else if ((flags & O_TRUNC) && before.st_size > 0) tell(NULL, 0, "T %ju 0\n", (uintmax_t)is.st_ino);
  }
  END(fd);
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list values; va_start(values, flags); mode = va_arg(values, mode_t); va_end(values); } \
    start(); \
    return isWatched(path) ? openWatched(path, flags, mode) : real_open64(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

static ssize_t writeAt(int fd, const void *bytes, size_t n, off64_t at, int moves) {
  int what = fate(KIND_WRITE, fd, bytes, n, at);
  if (what < 0) END(-1);
  if (what > 0 && n > 1) n /= 2;
  ssize_t done = moves ? real_write(fd, bytes, n) : real_pwrite64(fd, bytes, n, at);
  if (done > 0) tell(bytes, done, "W %ju %jd %zd\n", (uintmax_t)known[fd].ino, (intmax_t)at, done);
  END(done);
}

static off64_t placeOf(int fd) {
  struct stat is;
  if ((fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &is) == 0) return is.st_size;
  return lseek64(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t n) {
  start();
  if (isKnown(fd)) return writeAt(fd, bytes, n, placeOf(fd), 1);
  if (fd != 1 || logFd < 0) return real_write(fd, bytes, n);
  pthread_mutex_lock(&mutex);
  tell(bytes, n, "M %zu\n", n);
  END(real_write(fd, bytes, n));
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
  return isKnown(fd) ? writeAt(fd, bytes, n, at, 0) : real_pwrite64(fd, bytes, n, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return pwrite64(fd, bytes, n, at); }

/* A caller has to be ready for a write that takes less than it is given: here always no more than one piece. */
static const struct iovec *firstFull(const struct iovec *pieces, int n) {
  int i = 0;
  while (i < n - 1 && pieces[i].iov_len == 0) i++;
  return &pieces[i];
}
ssize_t writev(int fd, const struct iovec *pieces, int n) {
  const struct iovec *piece = firstFull(pieces, n);
  return write(fd, piece->iov_base, piece->iov_len);
}
ssize_t pwritev64(int fd, const struct iovec *pieces, int n, off64_t at) {
  const struct iovec *piece = firstFull(pieces, n);
  return pwrite64(fd, piece->iov_base, piece->iov_len, at);
}
ssize_t pwritev(int fd, const struct iovec *pieces, int n, off_t at) { return pwritev64(fd, pieces, n, at); }

ssize_t read(int fd, void *bytes, size_t n) {
  if (!isKnown(fd)) return real_read(fd, bytes, n);
  if (fate(KIND_READ, fd, NULL, 0, 0) < 0) END(-1);
  END(real_read(fd, bytes, n));
}
ssize_t pread64(int fd, void *bytes, size_t n, off64_t at) {
  if (!isKnown(fd)) return real_pread64(fd, bytes, n, at);
  if (fate(KIND_READ, fd, NULL, 0, 0) < 0) END(-1);
  END(real_pread64(fd, bytes, n, at));
}
ssize_t pread(int fd, void *bytes, size_t n, off_t at) { return pread64(fd, bytes, n, at); }

static int syncFile(int fd, int (*sync)(int)) {
  if (!isKnown(fd)) return sync(fd);
  if (fate(KIND_SYNC, fd, NULL, 0, 0) < 0) END(-1);
  /* The kernel's own sync says nothing here: what of this survives a power cut is decided by the log. */
  if (known[fd].isFolder) tell(NULL, 0, "D %s\n", known[fd].path);
  else tell(NULL, 0, "S %ju\n", (uintmax_t)known[fd].ino);
  END(logFd >= 0 ? 0 : sync(fd));
}
int fsync(int fd) { start(); return syncFile(fd, real_fsync); }
int fdatasync(int fd) { start(); return syncFile(fd, real_fdatasync); }

int ftruncate64(int fd, off64_t size) {
  if (!isKnown(fd)) return real_ftruncate64(fd, size);
  if (fate(KIND_TRUNCATE, fd, NULL, 0, 0) < 0) END(-1);
  int result = real_ftruncate64(fd, size);
  if (result == 0) tell(NULL, 0, "T %ju %jd\n", (uintmax_t)known[fd].ino, (intmax_t)size);
  END(result);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
  struct stat is;
  if (!isWatched(path) || stat(path, &is) != 0) return real_unlink(path);
  if (fate(KIND_NAME, -1, NULL, 0, 0) < 0) END(-1);
  int result = real_unlink(path);
  if (result == 0) tell(NULL, 0, "U %s\n", path);
  END(result);
}

int rename(const char *from, const char *to) {
  if (!isWatched(from) && !isWatched(to)) return real_rename(from, to);
  if (fate(KIND_NAME, -1, NULL, 0, 0) < 0) END(-1);
  int result = real_rename(from, to);
  if (result == 0) tell(NULL, 0, "R %s\t%s\n", from, to);
  END(result);
}

int link(const char *from, const char *to) {
  struct stat is;
  if (!isWatched(to)) return real_link(from, to);
  if (fate(KIND_NAME, -1, NULL, 0, 0) < 0) END(-1);
  int result = real_link(from, to);
  if (result == 0 && stat(to, &is) == 0) tell(NULL, 0, "L %ju %s\n", (uintmax_t)is.st_ino, to);
  END(result);
}
