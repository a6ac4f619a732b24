// Appends records to a file, syncs each and then tells its number in shared memory: what plain_cut.py cuts.
// usage: plain_append FILE TOLD
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { record = 32 * 1024 + 96 };  // as long as a usual commit of ours

int main(int count, char** words) {
  if (count != 3) return 2;
  const int file = open(words[1], O_CREAT | O_RDWR, 0644);
  const int shared = open(words[2], O_CREAT | O_RDWR | O_TRUNC, 0644);
  if (file < 0 || shared < 0 || ftruncate(shared, 4096)) return 2;
  volatile long* const told = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0);
  static char bytes[record];
  for (long number = 1;; ++number) {
    memset(bytes, (int)(number & 255), record);
    memcpy(bytes, &number, sizeof number);
    if (pwrite(file, bytes, record, (number - 1) * record) != record) return 1;
    if (fdatasync(file)) return 1;
    *told = number;
  }
}
