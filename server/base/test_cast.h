// The standing cast of unit tests, seeds and screenshots: one client, one customer, two agents, one admin.
// Threading: constants.
#pragma once

namespace sahay::test_cast {

inline constexpr char kOrganization[] = "Meghna Tools";
inline constexpr char kCustomer[] = "Rina Akter";
inline constexpr char kCustomerEmail[] = "rina@meghna.example";
inline constexpr char kAgentOleg[] = "Oleg Sokolov";
inline constexpr char kAgentOlegEmail[] = "oleg@sahay.example";
inline constexpr char kAgentSara[] = "Sara Ahmed";
inline constexpr char kAgentSaraEmail[] = "sara@sahay.example";
inline constexpr char kAdminEmail[] = "admin@sahay.example";

}  // namespace sahay::test_cast
