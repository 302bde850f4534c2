"""Files that are uploaded on the desk, and those that it exports.

Tables and files of whole articles go out of the desk and back in: a file becomes a dataset of one
`Entry` an article (`formats`), a resource matches each with what is stored and saves it
(`resources`); the other way round for an export. Documents as a scraper saved them go through the
import's pipeline (`documents`). Standards that other systems speak, such as ninjs, are another
matter.
"""
