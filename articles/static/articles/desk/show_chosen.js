// Brings the block that the page was asked for into sight, where its address has no fragment that does.

if (!location.hash) document.querySelector(".is-chosen")?.scrollIntoView({ block: "center" });
