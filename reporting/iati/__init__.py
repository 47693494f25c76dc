"""The IATI 2.03 activity file of a phase and its pilots, with results.

First gathered (`gathering`), then checked in plain words (`checking`), then built (`activities`, `results_xml`), then
validated by the official schema and the rules of the standard (`validating`), and only then kept (`publishing`).
"""
