// One language in the letters of another: Russian typed in Latin letters, Bengali typed in Latin letters ("Banglish"),
// and words typed with the wrong keyboard layout. Keys are only compared with each other.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

// Equal for a Russian word and every usual way to write it in Latin letters.
std::string russian_key(std::string_view cyrillic);
std::string russian_key_of_latin(std::string_view latin);
// A Latin word as Cyrillic letters, for its stem: "kachestva" as "качества". The likeliest reading only.
std::string cyrillic_of_latin(std::string_view latin);

// "ghbdtn" is "привет", and "вшыл" is "disk"; empty when a character is on no key.
std::string other_keyboard(std::string_view folded);

// How a word sounds: consonants by class, vowels, and "~" for the vowel that Bengali does not write.
std::string bengali_sound(std::string_view bengali);
std::string bengali_sound_of_latin(std::string_view latin);
// The consonants of a sound alone, doubled ones once.
std::string consonants_of(std::string_view sound);
// 1 for the same sound, near 0 for strangers. Vowels weigh less than consonants.
double sound_similarity(std::string_view a, std::string_view b);
// Letters read out by their English names, as Bengali writes abbreviations: "fb" as "এফবি"; empty unless all are a-z.
std::string spelled_in_bengali(std::string_view latin);
// Frequent words of chats that no rule of sound finds ("tnx", "plz"): the Bengali words meant.
std::vector<std::string> bengali_of_chat(std::string_view latin);

}  // namespace sahay::text
