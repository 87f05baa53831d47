"""自然增减: 攀脱贫办发〔2020〕19号 二（一）, who came into or left a household, month by month."""
