"""疑点: 攀脱贫办发〔2020〕19号 二（一）, what a department's list says otherwise than the register."""
