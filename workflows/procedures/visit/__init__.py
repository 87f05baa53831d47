"""走访: 攀脱贫办发〔2020〕19号 二（一）, planned, recorded, and a finding becomes a clue."""
