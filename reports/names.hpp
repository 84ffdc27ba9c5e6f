// How things of an assessment are called: names for people, keys for machines, roles in a chain.
// Used by all reports.
// Pure functions over a const Assessment.
// Law: a natural person is shown by role only; a key stays the same from run to run as long as the input does.
#pragma once

#include <string>
#include <string_view>

#include "engine/assess/assessment.hpp"
#include "engine/assess/explain.hpp"
#include "reports/words.hpp"

namespace kede::reports {

// "SIA Spodra"; for a person "an officer (natural person)".
std::string entity_name(const assess::Assessment& assessment, const Words& words, EntityId entity);
// "organisation:LV-40003000001"; a person gets a number instead of its key.
std::string entity_key(const assess::Assessment& assessment, EntityId entity);
bool is_person(const assess::Assessment& assessment, EntityId entity);

std::string node_name(const assess::Assessment& assessment, const Words& words, NodeId node);
// "bid:b-1"; for one of several suppliers of an award "award:a-1/organisation:…".
std::string bid_key(const assess::Assessment& assessment, const assess::BidResult& bid);
// Name of the bidder, or the words for a bid that names none.
std::string bidder_name(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid);
// What the node at the end of the path is to the bidder: "labour provider".
std::string role_at(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid, const graph::Path& path);
std::string role_by_edge(const Words& words, const graph::Edge& edge);
// "SIA Spodra → SIA Rokas"
std::string path_words(const assess::Assessment& assessment, const Words& words, const assess::BidResult& bid, const graph::Path& path);
// The subject of a verdict, when it is not the organisation at the node: "supply: night cleaning"; else empty.
std::string subject_note(const assess::Assessment& assessment, const Words& words, EntityId subject, NodeId node);
// Text of a scalar fact in the language of the words, or "" when it is unknown or private.
std::string fact_text(const assess::Assessment& assessment, const Words& words, EntityId entity, std::string_view field);
// "SIA Spodra.employees: not stated" in words: "SIA Spodra, employees: not stated".
std::string reason_text(const assess::Assessment& assessment, const Words& words, const lang::Reason& reason);
// All of them, those about one record and of one kind together; the name `node` is left out, since the reader has it before him.
std::string reasons_text(const assess::Assessment& assessment, const Words& words, const lang::Reasons& reasons, std::string_view node);

}  // namespace kede::reports
